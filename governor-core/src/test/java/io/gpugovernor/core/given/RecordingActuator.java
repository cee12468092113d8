package io.gpugovernor.core.given;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.util.ArrayList;
import java.util.List;

/** GPUs that write down every call in order, and refuse where a test says so. */
public final class RecordingActuator implements ClockActuator {
    private final List<String> calls = new ArrayList<>();
    private final List<Megahertz> locked = new ArrayList<>();
    private boolean refusing;
    private boolean yielding;
    private Actuation verdict = new Actuation.NotNeeded();
    private boolean refusingLocks;

    @Override
    public Actuation lock(Megahertz clock) {
        calls.add("lock " + clock);
        locked.add(clock);
        if (yielding) {
            return new Actuation.Yielded("standing aside");
        }
        return refusingLocks ? new Actuation.Failed("no permission") : answer();
    }

    @Override
    public Actuation release() {
        calls.add("release");
        return answer();
    }

    @Override
    public Actuation verify() {
        return verdict;
    }

    /** What is found from now on when it looks whether the GPUs do as they were told. */
    public void finds(Actuation found) {
        verdict = found;
    }

    /** From now on every call fails, or none does. */
    public void refuse(boolean all) {
        refusing = all;
    }

    /** From now on no lock is taken, for another program holds the clocks. */
    public void yieldsLocks() {
        yielding = true;
    }

    /** From now on no lock is taken, though a release succeeds. */
    public void refuseLocks() {
        refusingLocks = true;
    }

    /** The calls so far, {@code lock 345MHz} or {@code release}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** The clocks of all locks asked for so far. */
    public List<Megahertz> locked() {
        return List.copyOf(locked);
    }

    public void forget() {
        calls.clear();
        locked.clear();
    }

    private Actuation answer() {
        return refusing ? new Actuation.Failed("GPU 0 is lost; reset it") : new Actuation.Accepted();
    }
}
