package io.gpugovernor.sim.peer;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.twin.Insight;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine as its own policy sees it when a step has just begun.
 *
 * @param now the present
 * @param step the step in progress; {@link StepShape#NOTHING} while the engine is idle
 * @param running requests in the batch
 * @param waiting requests not yet admitted
 * @param kvUsage share of the KV cache in use
 */
record EngineState(Moment now, StepShape step, List<RequestState> running, List<RequestState> waiting, Ratio kvUsage) {

    static EngineState of(Insight engine) {
        return new EngineState(engine.now(), engine.step(), engine.running(), engine.waiting(), engine.kvUsage());
    }

    boolean idle() {
        return step.equals(StepShape.NOTHING);
    }

    /** Requests still owed a first token, in the order in which they will be served. */
    List<RequestState> owed() {
        List<RequestState> owed = new ArrayList<>();
        for (RequestState request : running) {
            if (request.firstToken().isEmpty()) {
                owed.add(request);
            }
        }
        owed.addAll(waiting);
        return owed;
    }

    /** The next step if it only decodes: everyone who has a first token. */
    StepShape decodeStep() {
        int sequences = 0;
        long context = 0;
        for (RequestState request : running) {
            if (request.firstToken().isPresent()) {
                sequences++;
                context += request.context();
            }
        }
        return sequences == 0 ? StepShape.NOTHING : new StepShape(0, 0, sequences, context);
    }

    /** Seconds since {@code request} arrived. */
    double age(RequestState request) {
        return Durations.seconds(now.since(request.arrival()));
    }
}
