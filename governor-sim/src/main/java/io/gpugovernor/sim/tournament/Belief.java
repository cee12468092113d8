package io.gpugovernor.sim.tournament;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.StepTime;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.replay.Scenario;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this project's governor believes of its node before it has seen anything: the measurement of this hardware, or,
 * wrongly, that of another; and by how much the step times in it are off.
 *
 * @param prior hardware whose measurement it starts from; empty if the scenario's own
 * @param error how much longer it takes every step to be than was measured, as a share: 0.2 for a fifth longer; -0.9 to 9
 */
public record Belief(Optional<HardwareProfile> prior, double error) {
    /** The hardware's own measurement. */
    public static final Belief EXACT = new Belief(Optional.empty(), 0);

    /** Measuring takes a second, and the same profile always gives the same model. */
    private static final Map<HardwareProfile, EngineModel> MEASURED = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if {@code error} is outside -0.9 to 9 */
    public Belief {
        if (!(error >= -0.9 && error <= 9)) {
            throw new IllegalArgumentException(
                    "a model's error lies within -90 and 900 percent, not at " + 100 * error);
        }
    }

    /** As results name it: {@code exact}, {@code a800-qwen-32b-tp2}, {@code exact +20 %}. */
    public String label() {
        String origin = prior.map(HardwareProfile::name).orElse("exact");
        return error == 0 ? origin : origin + String.format(Locale.ROOT, " %+.0f %%", 100 * error);
    }

    /** The governor with this belief on {@code scenario}. */
    Policy policy(Scenario scenario) {
        // What a change of clock takes here is not told; the policy finds out, as it has to on a node.
        SwitchTiming usual = SwitchTiming.DEFAULT;
        Cadence cadence = new Cadence(
                scenario.telemetry().decisionPeriod(), usual.call().plus(usual.transition()), usual.stall());
        Ladder ladder = Ladder.of(scenario.hardware().clocks());
        EngineModel model = off(measured(prior.orElse(scenario.hardware())));
        return prior.isPresent()
                ? Hysteresis.DEFAULT.pricedFromAssumption(scenario.slo(), cadence, ladder, model)
                : Hysteresis.DEFAULT.priced(scenario.slo(), cadence, ladder, model);
    }

    private static EngineModel measured(HardwareProfile hardware) {
        return MEASURED.computeIfAbsent(hardware, Probe::measure);
    }

    private EngineModel off(EngineModel model) {
        double factor = 1 + error;
        StepTime step = model.stepTime();
        StepTime stretched = new StepTime(
                step.reference(),
                step.fixed() * factor,
                step.exchange() * factor,
                step.perToken() * factor,
                step.weights() * factor,
                step.perContextToken() * factor,
                step.knee(),
                step.blend(),
                step.throttle());
        return new EngineModel(stretched, model.power(), model.firstTokenOverhead(), model.stepTokens());
    }
}
