package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;

/**
 * The price of one SLO miss, learned so that the allowed share of misses is just spent.
 *
 * <pre>
 * log price += rate * (missed - worth * allowed * served) - worth * haste * over      after each window
 * missed     = (1 + RESERVE * blame) * misses
 * rate       = FAST / (1 + seen / HALF)
 * haste      = HASTE * max(0, 1 - seen)                              down to the energy of 10 s
 * worth      = min(1, price * allowed / (SMALL * energy a request takes))
 * seen      += missed - FORGIVEN * allowed * served                 between 0 and MOST_SEEN
 * thrift    += FORGIVEN * allowed * served - expected                from -MOST_OWED on
 * over       = what thrift exceeds FIRST by, and is cut by
 * </pre>
 *
 * where {@link io.gpugovernor.core.forecast.Unforeseen#blame blame}, 0 to 1, is how low the clock was. Misses at the highest
 * raise the price to no more than it starts at; the lower the clock, the further, at most to the energy of 1,000 s.
 *
 * <p>This is online dual ascent on "least energy subject to attainment": the price is the Lagrange multiplier. It starts
 * high and comes down fast as long as next to nothing is missed, and is steady once misses show where it belongs: one
 * price for crowded and for quiet minutes spends the budget where it saves most, and misses come in bunches, which say less
 * than their number. It stays put while nothing is served, and is bounded on both sides, so that neither a quiet night nor
 * an outage can drive it where it takes long to come back from.
 *
 * <p>Where few requests come, misses take hours to say anything. Until they do, what the forecasts expect of the clocks
 * that were chosen is the better witness: the price makes haste while that is less than half of what is allowed, and none
 * where bursts of long prompts are expected to be missed. A seventh of a miss has to be earned before.
 *
 * <p>Where all that may still be missed is worth less than a sixteenth of the energy, lowering the price further saves next
 * to nothing, so it falls ever more slowly: a quiet hour without misses must not take it where a busy one pays for it.
 *
 * <p>A miss at a low clock counts for two fifths more than it is: the price follows the misses, and is behind them while load
 * rises or they come in bunches. Some seven tenths of what is allowed are aimed at; the rest is for that.
 *
 * <p>What is missed at the highest clock, no price would have prevented. It uses up what is allowed, and needs no reserve; but
 * it does not lift a price above where it starts, from where a steady one would take an hour to come down.
 *
 * @param value joules a miss costs
 * @param lowest the price is never below this
 * @param highest nor above this
 * @param seen misses lately that the price rests on; falls while less than half of what is allowed is missed
 * @param thrift misses that half of what is allowed exceeds those expected by; below zero where more are expected
 */
public record MissPrice(Joules value, Joules lowest, Joules highest, double seen, double thrift) {
    /** What one miss does to the logarithm of a price that no misses speak for yet. */
    private static final double FAST = 0.7;
    /** What a miss counts for more than it is: without it, busy hours end with a tenth to a fifth more than are allowed. */
    private static final double RESERVE = 0.4;
    /** Share of the allowed misses that must be missed for the price to stay steady, or expected for it not to make haste. */
    private static final double FORGIVEN = 0.5;
    /** Misses at which the rate is half of {@link #FAST}. */
    private static final double HALF = 1.5;

    /** More misses than this make it no steadier: a miss then moves it by a seventeenth. */
    private static final double MOST_SEEN = 24;

    /** What one miss that is allowed, and not expected, takes off the logarithm of a price that no misses speak for. */
    private static final double HASTE = 8;
    /** Misses that half of what is allowed must exceed the expected ones by before the price makes haste. */
    private static final double FIRST = 0.15;
    /** Expected misses beyond so many too many are forgotten: forecasts may expect several times what happens. */
    private static final double MOST_OWED = 1;

    /** Share of a request's energy below which what it may miss is worth little. */
    private static final double SMALL = 0.06;

    private static final Duration START = Duration.ofSeconds(150);
    /** A price below this makes no more haste: where load rises from there, it is not too far behind. */
    private static final Duration HASTY_DOWN_TO = Duration.ofSeconds(10);

    private static final Duration LOWEST = Duration.ofMillis(30);
    private static final Duration HIGHEST = Duration.ofSeconds(1000);

    /** The price to begin with: the energy of {@code maximum} power over 150 s. */
    public static MissPrice startingAt(Watts maximum) {
        return new MissPrice(maximum.over(START), maximum.over(LOWEST), maximum.over(HIGHEST), 0, 0);
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
        return new MissPrice(learned, lowest, highest, MOST_SEEN, 0);
    }

    /** The same where the clock that was chosen brings {@code misses} expected misses more than maximum would. */
    public MissPrice expecting(double misses) {
        return misses == 0 ? this : new MissPrice(value, lowest, highest, seen, Math.max(-MOST_OWED, thrift - misses));
    }

    /**
     * The price after {@code misses} among {@code served} requests.
     *
     * @param blame how low the clock was lately: 0 at the highest, 1 where it may be the whole cause of a miss
     * @param slo what is promised: how many of them may miss
     * @param each what a request takes; nothing if that is not known
     */
    public MissPrice after(double misses, Ratio blame, long served, Slo slo, Joules each) {
        if (served == 0 && misses == 0) {
            return this;
        }
        double allowed = slo.allowedMisses().value();
        double spent = allowed * served;
        double missed = (1 + RESERVE * blame.value()) * misses;
        double saved = thrift + spent * FORGIVEN;
        double over = Math.max(0, saved - FIRST);
        double worth = worth(allowed, each);
        double change = FAST / (1 + seen / HALF) * (missed - worth * spent) - worth * haste(over);
        double next = Math.min(value.value() * Math.exp(change), Math.max(value.value(), liftedAtMost(blame)));
        return new MissPrice(
                new Joules(Math.max(lowest.value(), next)),
                lowest,
                highest,
                Math.max(0, Math.min(MOST_SEEN, seen + missed - spent * FORGIVEN)),
                saved - over);
    }

    /** Joules that misses at such a clock raise the price to. */
    private double liftedAtMost(Ratio blame) {
        double starting = START.toSeconds() / (double) HIGHEST.toSeconds();
        return highest.value() * Math.pow(starting, 1 - blame.value());
    }

    /** How much of a fall is worth it: all, where what may be missed is worth more than a small share of the energy. */
    private double worth(double allowed, Joules each) {
        double small = SMALL * each.value();
        double missable = value.value() * allowed;
        return missable >= small ? 1 : missable / small;
    }

    /** What comes off the logarithm for {@code over} misses that were allowed and not expected. */
    private double haste(double over) {
        double room = Math.log(value.value() / highest.value() * HIGHEST.toSeconds() / HASTY_DOWN_TO.toSeconds());
        return Math.max(0, Math.min(room, HASTE * Math.max(0, 1 - seen) * over));
    }

    /** What {@code misses} expected misses cost. */
    public Joules of(double misses) {
        return value.times(misses);
    }
}
