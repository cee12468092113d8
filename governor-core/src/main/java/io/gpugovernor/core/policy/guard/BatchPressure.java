package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Durations;
import java.time.Duration;

/**
 * The nearer a batch of long answers is to what the highest clock can just decode in time, the higher the clock must be.
 *
 * <pre>
 * load  = (target - TBT slack at the highest clock) / target                  of the batch as it is now
 * free  = 1 - 0.4 * stay,   full = 1.05 - 0.2 * stay                          stay: {@link Pressure#stay}
 * clock >= lowest + (highest - lowest) * (load - free) / (full - free)        where stay is above 0
 * </pre>
 *
 * <p>A clock that keeps the time between tokens just below its target keeps every promise, and a larger batch: the slower
 * requests are, the more of them are there (Little's law). When some more come, and contexts grow, the batch is one that no
 * clock decodes in time, and answers of thousands of tokens need minutes to leave it. All of them miss, though none would
 * have at the highest clock. Short answers leave within seconds, and the risk that is priced tells of them in time.
 *
 * @param inner the policy that is overruled
 * @param ladder clocks to choose from
 * @param target of the time between tokens
 */
public record BatchPressure(Policy inner, Ladder ladder, Duration target) implements Guard {
    private static final Pressure TIME = new Pressure(1, 0.6, 1.05, 0.85);

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        double stay = Pressure.stay(situation.observation());
        boolean idle = situation.observation().snapshot().running() == 0;
        Ruling raised = stay == 0 || idle ? ruling : Pressure.raise(ruling, ladder, TIME.of(load(ruling), stay));
        return raised.withNext(new BatchPressure(ruling.next(), ladder, target));
    }

    /** Share of the target that the highest clock takes for a token; 0 where nobody forecasts. */
    private double load(Ruling ruling) {
        return ruling.prospect()
                .flatMap(prospect -> prospect.at(ladder.highest()).tbtSlack())
                .map(slack -> 1 - Durations.seconds(slack) / Durations.seconds(target))
                .orElse(0.0);
    }
}
