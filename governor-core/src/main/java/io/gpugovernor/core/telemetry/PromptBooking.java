package io.gpugovernor.core.telemetry;

/** When an engine adds a request's prompt to its count of prompt tokens. */
public enum PromptBooking {
    /** In the step that gives the first token, as vLLM does. */
    AT_FIRST_TOKEN,
    /** When the request ends, as SGLang does. */
    AT_END
}
