package io.gpugovernor.sim.sweep.paper;

/** What the paper varies beside the clock; five figures each. */
public enum Lever {
    /** Section IV-A: nine classes of requests on one configuration. */
    WORKLOAD("Figures 1 to 5", "1-5", "at least two classes of requests"),
    /** Section IV-B: the number of GPUs that the model is spread over. */
    PARALLELISM("Figures 6 to 10", "6-10", "at least two degrees of tensor parallelism"),
    /** Section IV-C: the most requests in a batch. */
    BATCH("Figures 11 to 15", "11-15", "at least two maximum batches");

    private final String figures;
    private final String option;
    private final String needs;

    Lever(String figures, String option, String needs) {
        this.figures = figures;
        this.option = option;
        this.needs = needs;
    }

    /** {@code Figures 1 to 5}. */
    public String figures() {
        return figures;
    }

    /** How {@code --figures} names them. */
    public String option() {
        return option;
    }

    /** What a dataset must vary for them. */
    public String needs() {
        return needs;
    }
}
