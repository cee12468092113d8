package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;

/**
 * The price of one SLO miss, learned so that the allowed share of misses is just spent.
 *
 * <pre>
 * log price += RATE * (misses - allowed * served)          after each window
 * </pre>
 *
 * This is online dual ascent on "least energy subject to attainment": the price is the Lagrange multiplier. It stays put
 * while nothing is served, starts high, and is bounded on both sides, so that neither a quiet night nor an outage can
 * drive it where it takes long to come back from.
 *
 * @param value joules a miss costs
 * @param lowest the price is never below this
 * @param highest nor above this
 */
public record MissPrice(Joules value, Joules lowest, Joules highest) {
    /** What one miss does to the logarithm of the price. */
    private static final double RATE = 0.35;

    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration LOWEST = Duration.ofMillis(300);
    private static final Duration HIGHEST = Duration.ofSeconds(10_000);

    /** The price to begin with: the energy of {@code maximum} power over 150 s. */
    public static MissPrice startingAt(Watts maximum) {
        return new MissPrice(maximum.over(START), maximum.over(LOWEST), maximum.over(HIGHEST));
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
        return new MissPrice(learned, lowest, highest);
    }

    /** The price after {@code misses} among {@code served} requests, of which the share {@code allowed} may miss. */
    public MissPrice after(double misses, long served, Ratio allowed) {
        if (served == 0 && misses == 0) {
            return this;
        }
        double step = RATE * (misses - allowed.value() * served);
        double next = value.value() * Math.exp(step);
        return new MissPrice(new Joules(Math.max(lowest.value(), Math.min(highest.value(), next))), lowest, highest);
    }

    /** What {@code misses} expected misses cost. */
    public Joules of(double misses) {
        return value.times(misses);
    }
}
