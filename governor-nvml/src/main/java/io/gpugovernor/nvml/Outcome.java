package io.gpugovernor.nvml;

/** What became of work given to a {@link GpuWorker}. */
sealed interface Outcome<T> {
    record Answered<T>(T value) implements Outcome<T> {}

    /** It began and did not answer in time, or broke: it may have taken effect, or still will. */
    record Unfinished<T>(String reason) implements Outcome<T> {}

    /** It never began and never will: certainly without effect. */
    record NotBegun<T>(String reason) implements Outcome<T> {}
}
