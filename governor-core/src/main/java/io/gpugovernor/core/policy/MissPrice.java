package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;

/**
 * The price of one SLO miss, learned so that the allowed share of misses is just spent.
 *
 * <pre>
 * log price += rate * (COUNTED * misses - allowed * served)     after each window
 * rate       = FAST / (1 + seen / HALF)
 * seen      += COUNTED * misses - FORGIVEN * allowed * served        between 0 and MOST_SEEN
 * </pre>
 *
 * This is online dual ascent on "least energy subject to attainment": the price is the Lagrange multiplier. It starts
 * high and comes down fast as long as next to nothing is missed, and is steady once misses show where it belongs: one
 * price for crowded and for quiet minutes spends the budget where it saves most, and misses come in bunches, which say less
 * than their number. It stays put while nothing is served, and is bounded on both sides, so that neither a quiet night nor
 * an outage can drive it where it takes long to come back from.
 *
 * <p>A miss counts for three tenths more than it is: the price follows the misses, and is behind them while load rises or they
 * come in bunches. Some three quarters of what is allowed are aimed at; the rest is for that.
 *
 * @param value joules a miss costs
 * @param lowest the price is never below this
 * @param highest nor above this
 * @param seen misses lately that the price rests on; falls while less than half of what is allowed is missed
 */
public record MissPrice(Joules value, Joules lowest, Joules highest, double seen) {
    /** What one miss does to the logarithm of a price that no misses speak for yet. */
    private static final double FAST = 0.7;
    /** What a miss counts for: without a reserve, busy hours end with a tenth to a fifth more misses than are allowed. */
    private static final double COUNTED = 1.3;
    /** Share of the allowed misses that must be missed for the price to stay steady. */
    private static final double FORGIVEN = 0.5;
    /** Misses at which the rate is half of {@link #FAST}. */
    private static final double HALF = 1.5;

    /** More misses than this make it no steadier: a miss then moves it by a tenth. */
    private static final double MOST_SEEN = 12;

    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration LOWEST = Duration.ofMillis(30);
    private static final Duration HIGHEST = Duration.ofSeconds(1000);

    /** The price to begin with: the energy of {@code maximum} power over 150 s. */
    public static MissPrice startingAt(Watts maximum) {
        return new MissPrice(maximum.over(START), maximum.over(LOWEST), maximum.over(HIGHEST), 0);
    }

    /**
     * The price that was learned before, within the same bounds.
     *
     * @throws IllegalArgumentException if {@code learned} is outside them: it was learned elsewhere, or is damaged
     */
    public MissPrice resumedAt(Joules learned) {
        if (!(learned.value() >= lowest.value() && learned.value() <= highest.value())) {
            throw new IllegalArgumentException("a miss price of " + learned.value() + " J is not within "
                    + lowest.value() + " to " + highest.value() + " J");
        }
        return new MissPrice(learned, lowest, highest, MOST_SEEN);
    }

    /** The price after {@code misses} among {@code served} requests, of which the share {@code allowed} may miss. */
    public MissPrice after(double misses, long served, Ratio allowed) {
        if (served == 0 && misses == 0) {
            return this;
        }
        double spent = allowed.value() * served;
        double missed = COUNTED * misses;
        double next = value.value() * Math.exp(FAST / (1 + seen / HALF) * (missed - spent));
        return new MissPrice(
                new Joules(Math.max(lowest.value(), Math.min(highest.value(), next))),
                lowest,
                highest,
                Math.max(0, Math.min(MOST_SEEN, seen + missed - spent * FORGIVEN)));
    }

    /** What {@code misses} expected misses cost. */
    public Joules of(double misses) {
        return value.times(misses);
    }
}
