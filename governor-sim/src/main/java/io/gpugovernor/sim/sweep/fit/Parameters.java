package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.ClockCurve;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.PowerDraw;
import io.gpugovernor.sim.gpu.StepTiming;
import java.util.Map;
import java.util.stream.Collectors;

/** A vector with a place for each {@link Parameter}, and the profile it stands for. */
final class Parameters {
    static final int SIZE = Parameter.values().length;

    /** The scatter of a step's time that the shipped profiles have; no mean tells it. */
    static final Ratio USUAL_JITTER = new Ratio(0.03);

    private final Known known;
    private final ClockCurve idle;

    Parameters(Known known, Map<Megahertz, Watts> idle) {
        this.known = known;
        this.idle = new ClockCurve(idle.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value() / known.gpus())));
    }

    /** The profile that {@code vector} stands for. */
    HardwareProfile profile(double[] vector, String description, Ratio jitter) {
        return new HardwareProfile(
                known.name(),
                description,
                known.gpuModel(),
                known.modelName(),
                known.gpus(),
                known.clocks(),
                new Watts(at(vector, Parameter.POWER_LIMIT)),
                known.limits(),
                timing(vector),
                draw(vector),
                Durations.ofSeconds(at(vector, Parameter.FRONTEND)),
                jitter);
    }

    static double at(double[] vector, Parameter parameter) {
        return vector[parameter.place()];
    }

    private static StepTiming timing(double[] v) {
        return new StepTiming(
                at(v, Parameter.HOST),
                0,
                at(v, Parameter.PER_TOKEN_COMMUNICATION),
                at(v, Parameter.PER_TOKEN),
                at(v, Parameter.PER_TOKEN_PAIR),
                at(v, Parameter.WEIGHTS),
                at(v, Parameter.PER_CONTEXT_TOKEN),
                at(v, Parameter.KNEE),
                at(v, Parameter.BEND),
                at(v, Parameter.OVERLAP));
    }

    private PowerDraw draw(double[] v) {
        return new PowerDraw(
                idle,
                at(v, Parameter.COMPUTE_FLOOR),
                at(v, Parameter.COMPUTE_SWING),
                at(v, Parameter.MEMORY_FLOOR),
                at(v, Parameter.MEMORY_SWING),
                at(v, Parameter.VOLTAGE_KNEE),
                at(v, Parameter.VOLTAGE_RISE));
    }
}
