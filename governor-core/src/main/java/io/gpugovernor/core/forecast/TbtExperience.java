package io.gpugovernor.core.forecast;

import io.gpugovernor.core.model.Slo;

/**
 * How much more often the TBT target was missed than forecasts laid to the clocks that were chosen.
 *
 * <pre>
 * missed, expected  summed up, fading over {@value #MEMORY} allowed misses
 * factor          = max(1, (missed + CHANCE) / (expected + CHANCE))         on the {@link TbtRisk} of every clock
 * </pre>
 *
 * <p>A request misses this target by what happened to it over its whole life, of which a forecast knows only what is ahead:
 * where long prompts come in clusters, those who decode meanwhile have lost their slack before a forecast sees them in danger.
 * Whatever the reason, misses that are several times those expected say by how much the risk was taken too low. That it was
 * taken too high lowers no clock here: the price does that, from misses of both kinds.
 *
 * @param missed requests that missed the target
 * @param expected misses that forecasts expected the chosen clocks to add over the highest
 * @param pending of those to come, expected since a request ended last
 */
public record TbtExperience(double missed, double expected, double pending) {
    /** Allowed misses after which what happened counts a third. */
    private static final double MEMORY = 40;
    /** Misses that may be chance, and are taken for expected. */
    private static final double CHANCE = 1;

    /** Nothing has happened yet. */
    public static final TbtExperience NONE = new TbtExperience(0, 0, 0);

    /** After a decision that adds so many expected misses over the highest clock, before the factor. */
    public TbtExperience expecting(double misses) {
        return misses == 0 ? this : new TbtExperience(missed, expected, pending + misses);
    }

    /**
     * After a window in which requests ended.
     *
     * @param misses how many of them missed the target
     * @param ended how many there were whose mean time between tokens is known; if none, nothing was learned
     * @param slo what is promised: how many may miss
     */
    public TbtExperience after(double misses, long ended, Slo slo) {
        if (ended == 0) {
            return this;
        }
        double kept = Math.exp(-slo.allowedMisses().value() * ended / MEMORY);
        return new TbtExperience(missed * kept + misses, expected * kept + pending, 0);
    }

    /** What the forecast risk of a miss is to be multiplied with, 1 or more. */
    double factor() {
        return Math.max(1, (missed + CHANCE) / (expected + CHANCE));
    }
}
