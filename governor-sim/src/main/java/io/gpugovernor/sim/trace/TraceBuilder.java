package io.gpugovernor.sim.trace;

import java.util.Arrays;

/** Collects requests into arrays that grow by half, so that large traces do not take twice their memory. */
final class TraceBuilder {
    private long[] arrivalNanos = new long[1024];
    private int[] promptTokens = new int[1024];
    private int[] outputTokens = new int[1024];
    private int size;

    /** Adds a request whose token counts are in range; the order is checked by {@link #build}. */
    void add(long nanos, int prompt, int output) {
        if (size == arrivalNanos.length) {
            resize(size + size / 2);
        }
        arrivalNanos[size] = nanos;
        promptTokens[size] = prompt;
        outputTokens[size] = output;
        size++;
    }

    int size() {
        return size;
    }

    /** @throws IllegalArgumentException if nothing was added, or not in order */
    Trace build(String name) {
        resize(size);
        return new Trace(name, arrivalNanos, promptTokens, outputTokens);
    }

    private void resize(int length) {
        arrivalNanos = Arrays.copyOf(arrivalNanos, length);
        promptTokens = Arrays.copyOf(promptTokens, length);
        outputTokens = Arrays.copyOf(outputTokens, length);
    }
}
