package io.gpugovernor.sim.gpu;

/** Which work an engine puts together into a step. */
public enum Scheduling {
    /** A token for every answer in the batch, and prompts in what is left of the step: vLLM's V1 engine. */
    MIXED("mixed"),
    /**
     * Prompts alone while any can be computed, all answers waiting for them: vLLM's former engine, and SGLang unless it is
     * told to mix chunks.
     */
    PREFILL_FIRST("prefill-first");

    private final String title;

    Scheduling(String title) {
        this.title = title;
    }

    /** As hardware profiles name it. */
    public String title() {
        return title;
    }
}
