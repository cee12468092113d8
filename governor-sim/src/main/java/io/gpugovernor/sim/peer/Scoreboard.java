package io.gpugovernor.sim.peer;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The decode iterations to come, if nobody else arrives: everyone in the engine generates until its known length is
 * reached, the shortest first.
 *
 * @param entries requests in the order in which they end
 */
record Scoreboard(List<Entry> entries) {
    /**
     * A request.
     *
     * @param left iterations it still takes
     * @param context tokens in its cache when its decode goes on
     * @param age seconds since it arrived
     * @param outputTokens tokens it generates in all
     */
    record Entry(int left, long context, double age, int outputTokens) {}

    static Scoreboard of(EngineState state) {
        List<Entry> entries = new ArrayList<>();
        for (List<RequestState> requests : List.of(state.running(), state.waiting())) {
            for (RequestState request : requests) {
                entries.add(new Entry(
                        request.outputLeft(),
                        Math.max(request.context(), request.promptTokens()),
                        state.age(request),
                        request.outputTokens()));
            }
        }
        entries.sort(Comparator.comparingInt(Entry::left));
        return new Scoreboard(List.copyOf(entries));
    }

    /**
     * Whether the mean iteration keeps the TBT target and every request its end-to-end deadline.
     *
     * @param prefill seconds of prefill before, in which nobody's decode is counted
     */
    boolean keeps(Promise promise, double prefill, StepModel model, Megahertz clock) {
        double seconds = prefill;
        double decode = 0;
        int iterations = 0;
        long context = entries.stream().mapToLong(Entry::context).sum();
        for (int i = 0; i < entries.size(); i++) {
            Entry ending = entries.get(i);
            int sequences = entries.size() - i;
            int steps = ending.left() - iterations;
            if (steps > 0) {
                long halfway = context + (long) sequences * steps / 2;
                double stretch = steps * model.seconds(new StepShape(0, 0, sequences, halfway), clock);
                seconds += stretch;
                decode += stretch;
                iterations += steps;
                context += (long) sequences * steps;
            }
            double deadline = promise.ttft() + (ending.outputTokens() - 1) * promise.tbt();
            if (ending.age() + seconds > deadline) {
                return false;
            }
            context -= ending.context() + iterations;
        }
        return iterations == 0 || decode / iterations <= promise.tbt();
    }
}
