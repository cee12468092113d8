package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;

/** The SLO in seconds; what is not promised is infinite. */
record Promise(double ttft, double tbt) {
    static Promise of(Slo slo) {
        return new Promise(
                slo.ttft().map(Durations::seconds).orElse(Double.POSITIVE_INFINITY),
                slo.tbt().map(Durations::seconds).orElse(Double.POSITIVE_INFINITY));
    }

    /**
     * What is left of the TTFT target for the engine's steps: less the way to the client, and less the time a switch
     * takes. The published systems know neither; without this they would be late by it.
     */
    static Promise insideEngine(Slo slo, HardwareProfile profile, SwitchTiming switching) {
        double lost = Durations.seconds(profile.frontend())
                + Durations.seconds(
                        switching.call().plus(switching.transition()).plus(switching.stall()));
        Promise whole = of(slo);
        return new Promise(whole.ttft - lost, whole.tbt);
    }

    /** Set points inside the targets. */
    Promise times(double ttftShare, double tbtShare) {
        return new Promise(ttft * ttftShare, tbt * tbtShare);
    }
}
