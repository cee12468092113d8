package io.gpugovernor.core.model;

/**
 * The paper's nine classes of requests: input and output each small, medium or large.
 *
 * <p>Inputs lie around 100, 500 and 1,024 tokens, outputs around 50, 128 and 256 (Towards Greener LLMs, section 3); the
 * borders are the midpoints: 300 and 762 tokens in, 89 and 192 tokens out.
 */
public enum WorkloadClass {
    SMALL_SMALL(Size.SMALL, Size.SMALL),
    SMALL_MEDIUM(Size.SMALL, Size.MEDIUM),
    SMALL_LARGE(Size.SMALL, Size.LARGE),
    MEDIUM_SMALL(Size.MEDIUM, Size.SMALL),
    MEDIUM_MEDIUM(Size.MEDIUM, Size.MEDIUM),
    MEDIUM_LARGE(Size.MEDIUM, Size.LARGE),
    LARGE_SMALL(Size.LARGE, Size.SMALL),
    LARGE_MEDIUM(Size.LARGE, Size.MEDIUM),
    LARGE_LARGE(Size.LARGE, Size.LARGE);

    private enum Size {
        SMALL,
        MEDIUM,
        LARGE;

        static Size of(double tokens, double smallToMedium, double mediumToLarge) {
            if (tokens < smallToMedium) {
                return SMALL;
            }
            return tokens < mediumToLarge ? MEDIUM : LARGE;
        }
    }

    private static final double INPUT_SMALL_TO_MEDIUM = (100 + 500) / 2.0;
    private static final double INPUT_MEDIUM_TO_LARGE = (500 + 1024) / 2.0;
    private static final double OUTPUT_SMALL_TO_MEDIUM = (50 + 128) / 2.0;
    private static final double OUTPUT_MEDIUM_TO_LARGE = (128 + 256) / 2.0;

    private final Size input;
    private final Size output;

    WorkloadClass(Size input, Size output) {
        this.input = input;
        this.output = output;
    }

    /** The class of a request, or of a mean over requests, with these lengths in tokens. */
    public static WorkloadClass of(double inputTokens, double outputTokens) {
        Size input = Size.of(inputTokens, INPUT_SMALL_TO_MEDIUM, INPUT_MEDIUM_TO_LARGE);
        Size output = Size.of(outputTokens, OUTPUT_SMALL_TO_MEDIUM, OUTPUT_MEDIUM_TO_LARGE);
        for (WorkloadClass candidate : values()) {
            if (candidate.input == input && candidate.output == output) {
                return candidate;
            }
        }
        throw new IllegalStateException("no workload class for " + input + " input and " + output + " output");
    }

    /** The paper's two letters, input first: {@code SS} to {@code LL}. */
    public String code() {
        return input.name().substring(0, 1) + output.name().charAt(0);
    }
}
