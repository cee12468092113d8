package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** GPUs that take every clock and remember the calls. */
class RecordedLocks implements ClockActuator {
    static final String RELEASED = "released";

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public Actuation lock(Megahertz clock) {
        calls.add(clock.toString());
        return new Actuation.Accepted();
    }

    @Override
    public Actuation release() {
        calls.add(RELEASED);
        return new Actuation.Accepted();
    }

    /** Every call in order: a clock, or {@link #RELEASED}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    boolean released() {
        return calls.contains(RELEASED);
    }
}
