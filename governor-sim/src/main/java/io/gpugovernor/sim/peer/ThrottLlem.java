package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Insight;

/**
 * throttLL'eM (HPCA 2025, arXiv 2408.05235), without its autoscaler.
 *
 * <pre>
 * every iteration:
 *   project batch and KV cache over all iterations to come, from predicted output lengths
 *   the lowest clock, by bisection, at which the mean TBT keeps its target and every request its deadline
 *   a request is lost (no clock keeps its deadline)     highest clock
 *   nothing to do                                       lowest clock
 * </pre>
 *
 * <ul>
 *   <li>There: lengths from a predictor, iterations a second from gradient-boosted trees, deadlines end to end (the
 *       p99 of the saturated engine at full clock). Prefill runs at whatever clock is set; they state 200 ms a switch
 *       as the reason.
 *   <li>Here: lengths and times are exact. The deadline of a request is {@code arrival + TTFT target + (tokens - 1) *
 *       TBT target}, and while it is owed a first token also the TTFT target, as that is what it is judged by. The TBT
 *       target is divided by what prefill adds to the gaps between tokens ({@link Interference}).
 *   <li>Liberties: the TTFT target holds for prefill, less the time of a switch, and the clock is raised for it.
 * </ul>
 */
public final class ThrottLlem implements Policy {
    private final Insight engine;
    private final Promise promise;
    private final Ladder ladder;
    private final StepModel model;
    private final Interference interference;

    private ThrottLlem(Insight engine, Promise promise, Ladder ladder, StepModel model, Interference interference) {
        this.engine = engine;
        this.promise = promise;
        this.ladder = ladder;
        this.model = model;
        this.interference = interference;
    }

    /** The policy for {@code engine}, whose GPUs take {@code switching} to change clocks. */
    public static ThrottLlem in(Insight engine, Slo slo, SwitchTiming switching) {
        return new ThrottLlem(
                engine,
                Promise.insideEngine(slo, engine.profile(), switching),
                Ladder.of(engine.profile().clocks()),
                new StepModel(engine.profile()),
                Interference.none(engine.now()));
    }

    @Override
    public Ruling rule(Situation situation) {
        EngineState state = EngineState.of(engine);
        Interference seen = interference.after(situation, state, model, engine.clockInForce());
        ThrottLlem next = new ThrottLlem(engine, promise, ladder, model, seen);
        if (state.idle()) {
            return Answer.idle(situation, next);
        }
        PrefillQueue queue = PrefillQueue.of(state, engine.profile().limits());
        Scoreboard scoreboard = Scoreboard.of(state);
        Promise shared = seen.shared(promise);
        if (!keeps(queue, scoreboard, shared, ladder.highest())) {
            return Answer.maximum(situation, next);
        }
        Megahertz lowest = StepModel.lowest(ladder, clock -> keeps(queue, scoreboard, shared, clock));
        return Answer.of(lowest, situation, next);
    }

    private boolean keeps(PrefillQueue queue, Scoreboard scoreboard, Promise shared, Megahertz clock) {
        return queue.keeps(promise.ttft(), model, clock)
                && scoreboard.keeps(shared, queue.seconds(model, clock), model, clock);
    }
}
