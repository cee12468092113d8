package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Insight;
import java.util.Arrays;

/**
 * BiScale, also called DualScale (arXiv 2602.18755; code read in Louis-99/vllm-fork at commit 03ebcb2): its second
 * tier, the clocks.
 *
 * <pre>
 * every batch:
 *   KV cache used by 0.8 or more     highest level
 *   prefill   plan the next 8 batches of the queue: all at the highest level; then lower one batch after the other by a
 *             level, the one that lowers mean power most, while every request keeps 0.9 of its TTFT target;
 *             the first batch's level
 *   decode    the level of least power with   predicted batch time  <=  0.95 of the TBT target;  none: highest
 *   nothing to do                    lowest level
 * </pre>
 *
 * <ul>
 *   <li>There: separate prefill and decode instances of a patched vLLM, gradient-boosted models of latency and power,
 *       ten levels over the clock table (345 to 1980 MHz on H100).
 *   <li>Here: both phases share GPUs, so the higher of the two clocks applies, and planned batches carry the present
 *       decodes; the TBT target is divided by what prefill adds to the gaps between tokens ({@link Interference}).
 *       Models are exact. Ten levels too.
 *   <li>Liberties: the search lowers one batch by one level at a time, there up to two levels in several batches at
 *       once; the watchdog that goes to the highest level when a batch takes 5 ms longer than predicted is left out,
 *       since exact models hardly ever let it fire. Placement, its first tier, has no counterpart on one engine.
 * </ul>
 */
public final class BiScale implements Policy {
    private static final double TTFT_SET_POINT = 0.9;
    private static final double TBT_SET_POINT = 0.95;
    private static final double KV_PRESSURE = 0.8;
    private static final int LEVELS = 10;
    private static final int HORIZON = 8;

    private final InsideEngine inside;

    private BiScale(InsideEngine inside) {
        this.inside = inside;
    }

    /** The policy for {@code engine}, whose GPUs take {@code switching} to change clocks. */
    public static BiScale in(Insight engine, Slo slo, SwitchTiming switching) {
        InsideEngine inside = InsideEngine.of(engine, slo, switching);
        return new BiScale(inside.aimingAt(
                inside.promise().times(TTFT_SET_POINT, TBT_SET_POINT),
                Levels.evenly(engine.profile().clocks(), LEVELS)));
    }

    @Override
    public Ruling rule(Situation situation) {
        EngineState state = inside.state();
        InsideEngine now = inside.after(situation, state);
        BiScale next = new BiScale(now);
        if (state.idle()) {
            return Answer.idle(situation, next);
        }
        if (state.kvUsage().value() >= KV_PRESSURE) {
            return Answer.maximum(situation, next);
        }
        Megahertz decode = decodeClock(state.decodeStep(), now.shared().tbt());
        Megahertz prefill = prefillClock(inside.queue(state));
        return Answer.of(decode.isAbove(prefill) ? decode : prefill, situation, next);
    }

    private Megahertz decodeClock(StepShape step, double tbt) {
        return step.equals(StepShape.NOTHING) ? inside.ladder().lowest() : inside.thriftiest(level -> step, tbt);
    }

    private Megahertz prefillClock(PrefillQueue queue) {
        if (queue.deadlines().isEmpty()) {
            return inside.ladder().lowest();
        }
        int top = inside.ladder().rungs().size() - 1;
        int windows = Math.min(HORIZON, queue.windows().size());
        int[] plan = new int[windows];
        Arrays.fill(plan, top);
        double power = meanPower(queue, plan);
        while (true) {
            int lowered = -1;
            for (int i = 0; i < windows; i++) {
                if (plan[i] > 0) {
                    plan[i]--;
                    double candidate = meanPower(queue, plan);
                    if (candidate < power && keeps(queue, plan)) {
                        power = candidate;
                        lowered = i;
                    }
                    plan[i]++;
                }
            }
            if (lowered < 0) {
                return inside.ladder().rungs().get(plan[0]);
            }
            plan[lowered]--;
        }
    }

    private double meanPower(PrefillQueue queue, int[] plan) {
        double joules = 0;
        double seconds = 0;
        for (int i = 0; i < plan.length; i++) {
            Megahertz level = inside.ladder().rungs().get(plan[i]);
            double time = inside.model().seconds(queue.windows().get(i), level);
            seconds += time;
            joules += time * inside.model().watts(queue.windows().get(i), level);
        }
        return joules / seconds;
    }

    private boolean keeps(PrefillQueue queue, int[] plan) {
        double[] ends = new double[plan.length];
        double sum = 0;
        for (int i = 0; i < plan.length; i++) {
            sum += inside.model()
                    .seconds(queue.windows().get(i), inside.ladder().rungs().get(plan[i]));
            ends[i] = sum;
        }
        return queue.deadlines().stream()
                .allMatch(owed -> owed.window() >= plan.length
                        || owed.age() + ends[owed.window()] <= inside.promise().ttft());
    }
}
