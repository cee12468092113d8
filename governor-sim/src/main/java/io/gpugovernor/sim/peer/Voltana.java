package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Insight;
import java.util.List;

/**
 * VoltanaLLM (arXiv 2509.04827; code read at commit f7789acf).
 *
 * <pre>
 * every engine iteration:
 *   any request waits                      highest level
 *   prefill   the lowest level with   predicted latency of the batch  <=  TTFT target - longest wait of its requests
 *   decode    the lowest level with   predicted latency of the batch  <=  TBT target
 *   none                                   highest level
 *   nothing to do                          lowest level
 * </pre>
 *
 * <ul>
 *   <li>There: one rule for each phase, on separate prefill and decode instances of a patched SGLang; latency by linear
 *       models per level and batch size; five levels at most, the lowest at 0.71 of the highest.
 *   <li>Here: both phases share GPUs, so the higher of the two clocks applies. The latency of the prefill batch is the
 *       exact time of all prompt tokens still owed, beside the decodes; the TBT target is divided by what prefill adds
 *       to the gaps between tokens ({@link Interference}).
 *   <li>Liberties: all rungs of the ladder are levels; the published demo aims at 1.35 times the target, here it is
 *       the target itself, less the time of a switch for TTFT; the shortcuts for high token and request rates, whose
 *       thresholds are not published, are left out.
 * </ul>
 */
public final class Voltana implements Policy {
    private final InsideEngine inside;

    private Voltana(InsideEngine inside) {
        this.inside = inside;
    }

    /** The policy for {@code engine}, whose GPUs take {@code switching} to change clocks. */
    public static Voltana in(Insight engine, Slo slo, SwitchTiming switching) {
        return new Voltana(InsideEngine.of(engine, slo, switching));
    }

    @Override
    public Ruling rule(Situation situation) {
        EngineState state = inside.state();
        InsideEngine now = inside.after(situation, state);
        Voltana next = new Voltana(now);
        if (state.idle()) {
            return Answer.idle(situation, next);
        }
        if (!state.waiting().isEmpty()) {
            return Answer.maximum(situation, next);
        }
        StepShape decode = state.decodeStep();
        double tbt = now.shared().tbt();
        Megahertz clock = decode.equals(StepShape.NOTHING)
                ? inside.ladder().lowest()
                : StepModel.lowest(inside.ladder(), level -> inside.model().seconds(decode, level) <= tbt);
        Megahertz prefill = prefillClock(state);
        return Answer.of(clock.isAbove(prefill) ? clock : prefill, situation, next);
    }

    private Megahertz prefillClock(EngineState state) {
        List<RequestState> owed = state.owed();
        if (owed.isEmpty()) {
            return inside.ladder().lowest();
        }
        double wait = owed.stream().mapToDouble(state::age).max().orElse(0);
        PrefillQueue queue = inside.queue(state);
        return StepModel.lowest(
                inside.ladder(),
                level ->
                        queue.seconds(inside.model(), level) <= inside.promise().ttft() - wait);
    }
}
