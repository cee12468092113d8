package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.telemetry.Workload;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.replay.SimulatedGpus;
import io.gpugovernor.sim.twin.Insight;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;

/** A twin brought into a state by hand, and what a policy is shown of it. */
final class Workbench {
    final Twin twin;
    private EngineSnapshot last;

    Workbench(HardwareProfile hardware) {
        twin = new Twin(hardware, SwitchTiming.DEFAULT, new SplittableRandom(3), completion -> {});
        last = twin.snapshot();
    }

    static Slo slo(int ttftMillis, int tbtMillis) {
        return Slo.of(Duration.ofMillis(ttftMillis), Duration.ofMillis(tbtMillis), new Ratio(0.99));
    }

    Insight insight() {
        return twin.insight();
    }

    Workbench submit(int requests, int promptTokens, int outputTokens) {
        for (int i = 0; i < requests; i++) {
            twin.submit(promptTokens, outputTokens);
        }
        return this;
    }

    Workbench pass(Duration time) {
        twin.advanceTo(twin.now().plus(time));
        return this;
    }

    /** Until {@code steps} more steps have ended. */
    Workbench steps(int steps) {
        for (int i = 0; i < steps; i++) {
            twin.advanceTo(twin.stepEnd());
        }
        return this;
    }

    /** Forgets what happened so far, so that the next window begins here. */
    Workbench look() {
        last = twin.snapshot();
        return this;
    }

    Ruling ask(Policy policy) {
        if (twin.now().equals(last.at())) {
            pass(Duration.ofNanos(1));
        }
        EngineSnapshot now = twin.snapshot();
        Window window = Window.between(last, now).orElseThrow();
        last = now;
        Observation seen = new Observation(
                twin.now(),
                now,
                window,
                Workload.UNKNOWN,
                SimulatedGpus.readings(
                        SimulatedGpus.of(twin.profile()),
                        twin.appliedClock(),
                        twin.power(),
                        twin.energy(),
                        Set.of(),
                        Reading.absent("not asked for")));
        return policy.rule(
                new Situation(seen, twin.clockInForce(), twin.profile().clocks()));
    }

    Moment now() {
        return twin.now();
    }
}
