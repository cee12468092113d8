package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;

/**
 * The lengths of a request.
 *
 * @param inputTokens at least 1
 * @param outputTokens at least 1; exactly so many are generated
 */
public record Prompt(int inputTokens, int outputTokens) {
    /** @throws IllegalArgumentException if a length is below 1 */
    public Prompt {
        if (inputTokens < 1 || outputTokens < 1) {
            throw new IllegalArgumentException("a request has at least one token in and one out");
        }
    }

    /** The lengths that the paper gives to a class: 100, 500 or 1024 tokens in, 50, 128 or 256 out (section IV-A). */
    public static Prompt of(WorkloadClass workload) {
        return new Prompt(
                pick(workload.code().charAt(0), 100, 500, 1024),
                pick(workload.code().charAt(1), 50, 128, 256));
    }

    private static int pick(char size, int small, int medium, int large) {
        return switch (size) {
            case 'S' -> small;
            case 'M' -> medium;
            default -> large;
        };
    }
}
