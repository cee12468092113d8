package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;

/**
 * Misses that no forecast expected, laid to the clock having been low.
 *
 * <pre>
 * unforeseen += missed - max(expected, allowed * served)               from 0 on
 * slowness   += allowed * served * (highest / f - 1)                   f: the clock in force
 * risk(f)     = (unforeseen - CHANCE) / (slowness + 1) * allowed * arrivals * (highest / f - 1)
 * </pre>
 *
 * both fading over {@value #MEMORY} allowed misses. A price moves the clock only where something is at risk. Where a model is
 * wrong, or requests come in a way that is not known, misses happen that were not expected at any clock, and no price
 * would ever prevent them; so what was not foreseen and breaks the promise counts as a risk too, in proportion to how much
 * slower than the highest a clock is. Where forecasts expect what happens, or the promise is kept, this is nothing.
 *
 * @param misses more than were expected or are allowed
 * @param slowness of the clocks at which that was so, in allowed misses
 */
public record Unforeseen(double misses, double slowness) {
    /** Misses that are allowed for after which what happened counts a third. */
    private static final double MEMORY = 10;
    /** One or two may be chance. */
    private static final double CHANCE = 2;
    /** Share of the allowed misses that count as allowed here; the rest is the price's reserve. */
    private static final double FORGIVEN = 0.7;

    /** Nothing has happened yet. */
    public static final Unforeseen NOTHING = new Unforeseen(0, 0);

    /**
     * What is known after {@code missed} misses among {@code served} requests, at least one of either.
     *
     * @param expected misses that forecasts expected of the clocks that were chosen
     * @param allowed share of them that may miss
     * @param inForce the clock meanwhile
     * @param highest the clock that is no slower than need be
     */
    public Unforeseen after(
            double missed, double expected, long served, Ratio allowed, Megahertz inForce, Megahertz highest) {
        double spent = allowed.value() * served;
        double kept = Math.exp(-spent / MEMORY);
        double surprise = missed - Math.max(expected, FORGIVEN * spent);
        return new Unforeseen(
                Math.max(0, misses * kept + surprise), slowness * kept + spent * slowness(inForce, highest));
    }

    /** Expected misses of a request, to be multiplied by the {@link #slowness} of a clock; the formula's other factor. */
    double rate(Ratio allowed) {
        return misses <= CHANCE ? 0 : (misses - CHANCE) / (slowness + 1) * allowed.value();
    }

    /** {@code highest / clock - 1}: 0 at the highest clock, 1 at half of it. */
    static double slowness(Megahertz clock, Megahertz highest) {
        return Math.max(0, highest.value() / (double) clock.value() - 1);
    }
}
