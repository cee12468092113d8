package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Insight;
import java.util.function.Function;

/**
 * What a policy has that is built into an engine.
 *
 * @param engine its exact state, at any moment
 * @param promise what is to be kept, less what a switch takes
 * @param ladder clocks to choose from
 * @param model exact times and power of steps
 * @param interference what prefill adds to the gaps between tokens, as seen lately
 */
record InsideEngine(Insight engine, Promise promise, Ladder ladder, StepModel model, Interference interference) {
    /** Inside {@code engine}, whose GPUs take {@code switching} to change clocks, with all their clocks to choose from. */
    static InsideEngine of(Insight engine, Slo slo, SwitchTiming switching) {
        return new InsideEngine(
                engine,
                Promise.insideEngine(slo, engine.profile(), switching),
                Ladder.of(engine.profile().clocks()),
                new StepModel(engine.profile()),
                Interference.none(engine.now()));
    }

    /** The same for a policy that aims at another promise, and chooses among other clocks. */
    InsideEngine aimingAt(Promise aim, Ladder clocks) {
        return new InsideEngine(engine, aim, clocks, model, interference);
    }

    /** How the engine stands. */
    EngineState state() {
        return EngineState.of(engine);
    }

    /** The same a step later, when the engine stands so. */
    InsideEngine after(Situation situation, EngineState state) {
        return new InsideEngine(
                engine, promise, ladder, model, interference.after(situation, state, model, engine.clockInForce()));
    }

    /** The promise that is left to decodes beside prefill. */
    Promise shared() {
        return interference.shared(promise);
    }

    /** Prompts that are owed a first token in {@code state}. */
    PrefillQueue queue(EngineState state) {
        return PrefillQueue.of(state, engine.profile().limits());
    }

    /**
     * The clock at which a step draws least, of those at which it takes no longer than {@code seconds}; the highest if there
     * is none.
     *
     * @param step what it would hold at a clock
     */
    Megahertz thriftiest(Function<Megahertz, StepShape> step, double seconds) {
        Megahertz best = ladder.highest();
        double least = Double.POSITIVE_INFINITY;
        for (Megahertz clock : ladder.rungs()) {
            StepShape shape = step.apply(clock);
            double watts = model.watts(shape, clock);
            if (model.seconds(shape, clock) <= seconds && watts < least) {
                least = watts;
                best = clock;
            }
        }
        return best;
    }
}
