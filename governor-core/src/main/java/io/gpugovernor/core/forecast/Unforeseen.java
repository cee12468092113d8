package io.gpugovernor.core.forecast;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;

/**
 * Misses that no forecast laid to a clock, laid to the clock having been low.
 *
 * <pre>
 * lately     += (highest / f - 1 - lately) * (1 - exp(-served / LATELY))            f: the clock in force
 * blame       = min(1, lately / LOW)
 * unforeseen += missed * blame - max(expected, FORGIVEN * allowed * served)      from 0 on
 * slowness   += allowed * served * lately
 * risk(f)     = (unforeseen - CHANCE) / (slowness + 1) * allowed * arrivals * (highest / f - 1)
 * </pre>
 *
 * both sums fading over {@value #MEMORY} allowed misses. A price moves the clock only where something is at risk. Where a
 * model is wrong, or an engine works in a way that is not known, misses happen that were not expected of any clock, and no
 * price would ever prevent them; so what was not foreseen and breaks the promise counts as a risk too, in proportion to how
 * much slower than the highest a clock is. Where forecasts expect what happens, the promise is kept, or the clock has been
 * the highest for a while, this is nothing.
 *
 * <p>Only what a clock was expected to add over the highest counts as expected. What a forecast takes for lost at any clock
 * may be so only because the clock was low before.
 *
 * @param misses more than were expected or are allowed
 * @param slowness of the clocks at which that was so, in allowed misses
 * @param lately slowness of the clocks in force while the last requests were served
 */
public record Unforeseen(double misses, double slowness, double lately) {
    /**
     * Misses that are allowed for after which what happened counts a third. The shorter it is, the more has to be missed too
     * many for the risk to stay where it keeps the promise.
     */
    private static final double MEMORY = 40;
    /** A few may be chance. */
    private static final double CHANCE = 4;
    /** Share of the allowed misses that count as allowed here; the rest is the price's reserve. */
    private static final double FORGIVEN = 0.7;
    /** Requests served after which a clock that was in force is a third of the cause of what is missed. */
    private static final double LATELY = 30;
    /** A clock that is slower than this, three quarters of the highest, is a full cause. */
    private static final double LOW = 0.3;

    /** Nothing has happened yet. */
    public static final Unforeseen NOTHING = new Unforeseen(0, 0, 0);

    /**
     * What is known after {@code missed} misses among {@code served} requests, at least one of either.
     *
     * @param expected misses that forecasts expected the chosen clocks to add over the highest
     * @param slo what is promised: how many of them may miss
     * @param inForce the clock meanwhile
     * @param highest the clock that is no slower than need be
     */
    public Unforeseen after(
            double missed, double expected, long served, Slo slo, Megahertz inForce, Megahertz highest) {
        double spent = slo.allowedMisses().value() * served;
        double kept = Math.exp(-spent / MEMORY);
        double now = slowness(inForce, highest);
        double recent = now + (lately - now) * Math.exp(-served / LATELY);
        double surprise = missed * blame(recent) - Math.max(expected, FORGIVEN * spent);
        return new Unforeseen(Math.max(0, misses * kept + surprise), slowness * kept + spent * recent, recent);
    }

    /** How low the clock was lately: 0 at the highest, 1 where it may be the whole cause of a miss. */
    public Ratio blame() {
        return new Ratio(blame(lately));
    }

    private static double blame(double slowness) {
        return Math.min(1, slowness / LOW);
    }

    /** Expected misses of a request, to be multiplied by the {@link #slowness} of a clock; the formula's other factor. */
    double rate(Slo slo) {
        return misses <= CHANCE
                ? 0
                : (misses - CHANCE) / (slowness + 1) * slo.allowedMisses().value();
    }

    /** {@code highest / clock - 1}: 0 at the highest clock, 1 at half of it. */
    static double slowness(Megahertz clock, Megahertz highest) {
        return Math.max(0, highest.value() / (double) clock.value() - 1);
    }
}
