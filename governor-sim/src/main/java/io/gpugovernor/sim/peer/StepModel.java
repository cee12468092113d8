package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.function.Predicate;

/**
 * The peers' latency and power model. They fitted theirs to measurements and report errors of a few percent; here they
 * get the twin's own physics, exact up to a step's jitter.
 */
final class StepModel {
    private final StepPhysics physics;

    StepModel(HardwareProfile profile) {
        this.physics = new StepPhysics(profile);
    }

    double seconds(StepShape shape, Megahertz clock) {
        return shape.equals(StepShape.NOTHING)
                ? 0
                : Durations.seconds(physics.run(shape, clock).time());
    }

    double watts(StepShape shape, Megahertz clock) {
        return shape.equals(StepShape.NOTHING)
                ? physics.idle(clock).value()
                : physics.run(shape, clock).power().value();
    }

    /** The rung at which {@code shape} takes the least energy. */
    Megahertz sweetSpot(StepShape shape, Ladder ladder) {
        Megahertz best = ladder.highest();
        double least = Double.POSITIVE_INFINITY;
        for (Megahertz rung : ladder.rungs()) {
            StepPhysics.Run run = physics.run(shape, rung);
            double joules = run.power().over(run.time()).value();
            if (joules < least) {
                least = joules;
                best = rung;
            }
        }
        return best;
    }

    /** The lowest rung that {@code suffices}, if higher ones do too; the highest if none does. By bisection. */
    static Megahertz lowest(Ladder ladder, Predicate<Megahertz> suffices) {
        int low = -1;
        int high = ladder.rungs().size() - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (suffices.test(ladder.rungs().get(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return ladder.rungs().get(high);
    }
}
