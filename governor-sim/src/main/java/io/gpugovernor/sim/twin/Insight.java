package io.gpugovernor.sim.twin;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a policy that is built into the engine sees of it, and cannot change. This project's governor never gets one: it
 * sees what a scrape sees.
 */
public final class Insight {
    private final Twin twin;

    Insight(Twin twin) {
        this.twin = twin;
    }

    public Moment now() {
        return twin.now();
    }

    public HardwareProfile profile() {
        return twin.profile();
    }

    /** The step in progress; {@link StepShape#NOTHING} while the engine is idle. */
    public StepShape step() {
        return twin.step();
    }

    public Megahertz clockInForce() {
        return twin.clockInForce();
    }

    /** Requests in the batch, in the order of their admission. */
    public List<RequestState> running() {
        return twin.engine().runningRequests();
    }

    /** Requests not yet admitted, first come first served. */
    public List<RequestState> waiting() {
        return twin.engine().waitingRequests();
    }

    public Ratio kvUsage() {
        return twin.engine().kvUsage();
    }

    /** A twin of the twin, to try things on; see {@link Twin#fork}. */
    public Twin fork(Consumer<Completion> completions) {
        return twin.fork(completions);
    }
}
