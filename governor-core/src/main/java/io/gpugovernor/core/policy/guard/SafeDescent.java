package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.Misses;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;

/**
 * A cold start goes down the ladder a rung at a time.
 *
 * <p>A model that was assumed, not measured, may be wrong by a factor. So the clock is never lower than {@code floor},
 * which begins at the highest rung and goes down one whenever work was done there for {@link #PROOF} without a miss.
 * Misses while below the top start the proof of that rung anew.
 *
 * @param inner the policy that is held back
 * @param slo what was promised
 * @param ladder clocks to choose from
 * @param floor lowest rung allowed so far
 * @param proven time worked at the floor without a miss
 * @param misses counted so far
 */
public record SafeDescent(Policy inner, Slo slo, Ladder ladder, Megahertz floor, Duration proven, Misses misses)
        implements Guard {
    /** A dozen windows or more, and a few tens of decode steps. */
    private static final Duration PROOF = Duration.ofSeconds(2);

    public SafeDescent(Policy inner, Slo slo, Ladder ladder) {
        this(inner, slo, ladder, ladder.highest(), Duration.ZERO, Misses.NONE);
    }

    /**
     * A descent that goes on from a floor which was proven before.
     *
     * @throws IllegalArgumentException if {@code floor} is no rung of {@code ladder}
     */
    public static SafeDescent from(Megahertz floor, Policy inner, Slo slo, Ladder ladder) {
        if (!ladder.rungs().contains(floor)) {
            throw new IllegalArgumentException("a proven floor of " + floor + " is no rung of the domain's ladder");
        }
        return new SafeDescent(inner, slo, ladder, floor, Duration.ZERO, Misses.NONE);
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Observation seen = situation.observation();
        Misses counted = misses.after(seen.window(), slo, seen.workload().debt().payments());
        Duration worked = proven(situation, counted);
        boolean proof = worked.compareTo(PROOF) >= 0;
        Megahertz lowest = proof ? below(floor) : floor;
        Ruling held = ruling.clock().isBelow(lowest) ? ruling.withClock(lowest, Reason.SAFE_DESCENT) : ruling;
        if (lowest.equals(ladder.lowest()) && inner.learned().isEmpty()) {
            return held; // nothing is held back any more, and nobody asks what was proven
        }
        return held.withNext(
                new SafeDescent(ruling.next(), slo, ladder, lowest, proof ? Duration.ZERO : worked, counted));
    }

    @Override
    public Optional<Learned> learned() {
        return inner.learned().map(learned -> learned.provenDownTo(floor));
    }

    private Duration proven(Situation situation, Misses counted) {
        Observation seen = situation.observation();
        boolean there = !situation.setpoint().isAbove(floor);
        if (counted.total() >= 1) {
            return Duration.ZERO;
        }
        return there && seen.snapshot().running() > 0
                ? proven.plus(seen.window().length())
                : proven;
    }

    private Megahertz below(Megahertz rung) {
        Megahertz next = ladder.lowest();
        for (Megahertz candidate : ladder.rungs()) {
            if (candidate.isBelow(rung) && candidate.isAbove(next)) {
                next = candidate;
            }
        }
        return next;
    }
}
