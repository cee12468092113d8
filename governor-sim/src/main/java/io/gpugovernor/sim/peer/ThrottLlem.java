package io.gpugovernor.sim.peer;

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
    private final InsideEngine inside;

    private ThrottLlem(InsideEngine inside) {
        this.inside = inside;
    }

    /** The policy for {@code engine}, whose GPUs take {@code switching} to change clocks. */
    public static ThrottLlem in(Insight engine, Slo slo, SwitchTiming switching) {
        return new ThrottLlem(InsideEngine.of(engine, slo, switching));
    }

    @Override
    public Ruling rule(Situation situation) {
        EngineState state = inside.state();
        InsideEngine now = inside.after(situation, state);
        ThrottLlem next = new ThrottLlem(now);
        if (state.idle()) {
            return Answer.idle(situation, next);
        }
        PrefillQueue queue = inside.queue(state);
        Scoreboard scoreboard = Scoreboard.of(state);
        Promise shared = now.shared();
        if (!keeps(queue, scoreboard, shared, inside.ladder().highest())) {
            return Answer.maximum(situation, next);
        }
        Megahertz lowest = StepModel.lowest(inside.ladder(), clock -> keeps(queue, scoreboard, shared, clock));
        return Answer.of(lowest, situation, next);
    }

    private boolean keeps(PrefillQueue queue, Scoreboard scoreboard, Promise shared, Megahertz clock) {
        return queue.keeps(inside.promise().ttft(), inside.model(), clock)
                && scoreboard.keeps(shared, queue.seconds(inside.model(), clock), inside.model(), clock);
    }
}
