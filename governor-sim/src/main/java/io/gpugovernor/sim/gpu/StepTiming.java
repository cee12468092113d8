package io.gpugovernor.sim.gpu;

/**
 * How long the twin's steps take, in seconds at the highest clock unless said otherwise.
 *
 * <p>With {@code x} the clock as a share of the highest, {@code n} tokens in the step and {@code C} tokens of context
 * read from the KV cache, a step takes
 *
 * <pre>
 * host + communication + perTokenCommunication * n + norm(compute / x, memory * slowdown(x))
 * compute = perToken * n + perTokenPair * (prompt tokens times the tokens they attend to)
 * memory  = weights + perContextToken * C
 * slowdown(x) = (1 + (knee / x)^bend)^(1 / bend), divided by its value at x = 1
 * norm(a, b) = (a^overlap + b^overlap)^(1 / overlap)
 * </pre>
 *
 * @param host time of the engine's process a step, whatever the clock
 * @param communication fixed time of the collectives of a step
 * @param perTokenCommunication collectives' time for a token
 * @param perToken matrix time for a token
 * @param perTokenPair attention time for one prompt token attending to one token
 * @param weights time to read the weights once, launches included
 * @param perContextToken time to read one token of KV cache
 * @param knee clock share around which memory-bound work begins to slow down
 * @param bend sharpness of that knee, at least 1
 * @param overlap how well compute hides behind memory: 1 not at all, large completely
 */
public record StepTiming(
        double host,
        double communication,
        double perTokenCommunication,
        double perToken,
        double perTokenPair,
        double weights,
        double perContextToken,
        double knee,
        double bend,
        double overlap) {

    StepTiming withKnee(double other) {
        return new StepTiming(
                host,
                communication,
                perTokenCommunication,
                perToken,
                perTokenPair,
                weights,
                perContextToken,
                other,
                bend,
                overlap);
    }

    double memorySlowdown(double x) {
        return Math.pow((1 + Math.pow(knee / x, bend)) / (1 + Math.pow(knee, bend)), 1 / bend);
    }
}
