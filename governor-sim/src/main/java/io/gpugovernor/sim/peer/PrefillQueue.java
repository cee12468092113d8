package io.gpugovernor.sim.peer;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that the engine will take to give a first token to everyone who is owed one, if nobody else arrives and
 * nobody ends: first come first served, in chunks within the budget of tokens, beside the present decodes.
 *
 * @param windows the steps, the one in progress first
 * @param deadlines what is owed by whom
 */
record PrefillQueue(List<StepShape> windows, List<Owed> deadlines) {
    /**
     * A request owed a first token.
     *
     * @param age seconds since it arrived
     * @param window the step that ends its prefill
     */
    record Owed(double age, int window) {}

    static PrefillQueue of(EngineState state, EngineLimits limits) {
        StepShape decode = state.decodeStep();
        int budget = Math.max(1, limits.stepTokens() - decode.decodes());
        List<StepShape> windows = new ArrayList<>(List.of(state.step()));
        List<Owed> deadlines = new ArrayList<>();
        StepShape filling = decode;
        int room = budget;
        for (RequestState request : state.owed()) {
            int done = request.context();
            int left = request.toPrefill();
            while (left > 0) {
                int chunk = Math.min(room, left);
                filling = filling.plus(StepShape.prefill(done, chunk));
                done += chunk;
                left -= chunk;
                room -= chunk;
                if (room == 0) {
                    windows.add(filling);
                    filling = decode;
                    room = budget;
                }
            }
            // A request whose last chunk is in the step in progress is owed its token at that step's end.
            boolean begun = request.toPrefill() == 0;
            deadlines.add(
                    new Owed(state.age(request), begun ? 0 : room == budget ? windows.size() - 1 : windows.size()));
        }
        if (filling.prefillTokens() > 0) {
            windows.add(filling);
        }
        return new PrefillQueue(List.copyOf(windows), List.copyOf(deadlines));
    }

    /** Seconds that all of it takes at {@code clock}. */
    double seconds(StepModel model, Megahertz clock) {
        double seconds = 0;
        for (StepShape window : windows) {
            seconds += model.seconds(window, clock);
        }
        return seconds;
    }

    /** Joules that all of it takes at {@code clock}. */
    double joules(StepModel model, Megahertz clock) {
        double joules = 0;
        for (StepShape window : windows) {
            joules += model.seconds(window, clock) * model.watts(window, clock);
        }
        return joules;
    }

    /** Whether, at {@code clock}, everyone gets a first token at an age of at most {@code target} seconds. */
    boolean keeps(double target, StepModel model, Megahertz clock) {
        double[] ends = new double[windows.size()];
        double sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += model.seconds(windows.get(i), clock);
            ends[i] = sum;
        }
        return deadlines.stream().allMatch(owed -> owed.age() + ends[owed.window()] <= target);
    }
}
