package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.StepPhysics;
import java.time.Duration;

/**
 * What a profile says of a burst, in seconds and watts of all GPUs.
 *
 * @param ttft time to first token of the request that gets it last
 * @param decoding time from then to the last token
 * @param watts mean draw until the last token
 */
record Forecast(double ttft, double decoding, double watts) {
    static Forecast of(StepPhysics physics, Duration frontend, BurstPlan plan, Megahertz clock) {
        double owed = 0;
        double decoding = 0;
        double joules = 0;
        for (BurstPlan.Stage stage : plan.stages()) {
            StepPhysics.Run run = physics.run(stage.shape(), clock);
            double time = Durations.seconds(run.time()) * stage.steps();
            if (stage.owed()) {
                owed += time;
            } else {
                decoding += time;
            }
            joules += time * run.power().value();
        }
        return new Forecast(owed + Durations.seconds(frontend), decoding, joules / (owed + decoding));
    }
}
