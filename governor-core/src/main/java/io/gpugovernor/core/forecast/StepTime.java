package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;

/**
 * How long an engine step takes, for a step of {@code n} tokens that reads {@code C} tokens of context:
 *
 * <pre>
 * step(f) = fixed + exchange * n
 *         + smoothmax( perToken * n * reference / min(f, throttle),
 *                      (weights + perContextToken * C) * smoothmax(1, knee * reference / f) )
 * smoothmax(a, b) = (a + b + sqrt((a - b)^2 + blend * a * b)) / 2
 * </pre>
 *
 * Compute scales with 1/f up to the clock where the power limit binds; memory is flat above a knee (roofline; measured
 * on A800: knee at 0.78 of the maximum); what GPUs exchange does not depend on their clock. The times and the shapes
 * come from a profile or from the architecture's prior.
 *
 * @param reference the clock the times are stated for
 * @param fixed seconds of a step that depend on nothing
 * @param exchange seconds for a token that depend on no clock, such as the collectives between GPUs
 * @param perToken seconds of arithmetic for a token
 * @param weights seconds to read the weights once
 * @param perContextToken seconds to read a token of context
 * @param knee share of the reference clock below which memory slows down
 * @param blend how far compute and memory add up: 0 the larger alone, 4 both
 * @param throttle clock above which a full prefill gets no faster
 * @param prefill factor on the arithmetic of a token, a prompt's or a decode's, learned on the node
 * @param decode factor on everything else, learned on the node
 */
public record StepTime(
        Megahertz reference,
        double fixed,
        double exchange,
        double perToken,
        double weights,
        double perContextToken,
        double knee,
        double blend,
        Megahertz throttle,
        TiltedScale prefill,
        TiltedScale decode) {
    /** How gently memory passes its knee: about a tenth above the sharper of its two branches at the knee itself. */
    private static final double KNEE_BLEND = 0.05;

    /** Step times that nothing corrects. */
    public StepTime(
            Megahertz reference,
            double fixed,
            double exchange,
            double perToken,
            double weights,
            double perContextToken,
            double knee,
            double blend,
            Megahertz throttle) {
        this(
                reference,
                fixed,
                exchange,
                perToken,
                weights,
                perContextToken,
                knee,
                blend,
                throttle,
                TiltedScale.NONE,
                TiltedScale.NONE);
    }

    /**
     * The same where every clock of these stands for {@code ratio} times as much, on GPUs whose power limit nobody has seen
     * bind: were it taken to bind where it did elsewhere, a higher clock would seem to be of no use to an overloaded engine.
     */
    StepTime stretched(double ratio) {
        return new StepTime(
                stretched(reference, ratio),
                fixed,
                exchange,
                perToken,
                weights,
                perContextToken,
                knee,
                blend,
                stretched(reference, ratio),
                prefill,
                decode);
    }

    private static Megahertz stretched(Megahertz clock, double ratio) {
        return new Megahertz((int) Math.round(clock.value() * ratio));
    }

    /** These, corrected by what the node taught. */
    StepTime scaled(TiltedScale prefillFactor, TiltedScale decodeFactor) {
        return new StepTime(
                reference,
                fixed,
                exchange,
                perToken,
                weights,
                perContextToken,
                knee,
                blend,
                throttle,
                prefillFactor,
                decodeFactor);
    }

    /** A step with {@code prefillTokens} prompt tokens and {@code sequences} decodes at a mean context. */
    public Duration step(Megahertz clock, double prefillTokens, double sequences, double meanContext) {
        return Durations.ofSeconds(seconds(clock, prefillTokens, sequences, meanContext));
    }

    double seconds(Megahertz clock, double prefillTokens, double sequences, double meanContext) {
        return at(clock).seconds(prefillTokens, sequences, meanContext);
    }

    /** The same at one clock, for steps of all kinds. */
    ClockedStep at(Megahertz clock) {
        double slower = decode.at(clock, reference);
        double arithmetic = prefill.at(clock, reference);
        double reading = slowdown(clock) * slower;
        return new ClockedStep(
                fixed * slower,
                exchange * arithmetic,
                compute(clock, 1) * arithmetic,
                weights * reading,
                perContextToken * reading,
                blend);
    }

    /** Share of a step in which arithmetic is what takes the time, 0 to 1. */
    double computeShare(Megahertz clock, double prefillTokens, double sequences, double meanContext) {
        ClockedStep step = at(clock);
        return step.computeShare(prefillTokens + sequences, step.seconds(prefillTokens, sequences, meanContext));
    }

    /** Share by which such a step gets longer where the prefill factor grows by one: its logarithm's derivative. */
    double prefillShare(Megahertz clock, double prefillTokens, double sequences, double meanContext) {
        double mine = (prefillTokens + sequences) * prefill.at(clock, reference);
        double compute = compute(clock, mine);
        double memory = memory(clock, sequences * meanContext) * decode.at(clock, reference);
        double grows = exchange * mine + compute * smoothMaxSlope(compute, memory, blend);
        return grows / seconds(clock, prefillTokens, sequences, meanContext);
    }

    /** Share of the modelled prefill pace to count on: what is left after one standard deviation of the model's error. */
    double prefillTrust(Megahertz clock) {
        return Math.exp(-prefill.deviation(clock, reference));
    }

    private double compute(Megahertz clock, double tokens) {
        int effective = Math.min(clock.value(), throttle.value());
        return perToken * tokens * reference.value() / effective;
    }

    private double memory(Megahertz clock, double contextTokens) {
        return (weights + perContextToken * contextTokens) * slowdown(clock);
    }

    private double slowdown(Megahertz clock) {
        return smoothMax(1, knee * reference.value() / clock.value(), KNEE_BLEND) / smoothMax(1, knee, KNEE_BLEND);
    }

    static double smoothMax(double a, double b, double blend) {
        double difference = a - b;
        return (a + b + Math.sqrt(difference * difference + blend * a * b)) / 2;
    }

    /** By how much {@link #smoothMax} grows with {@code a}. */
    private static double smoothMaxSlope(double a, double b, double blend) {
        double difference = a - b;
        return (1 + (difference + blend * b / 2) / Math.sqrt(difference * difference + blend * a * b)) / 2;
    }
}
