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
 * @param trust whether that is taken for a measurement of this node
 * @param error how much longer it takes every step to be than was measured, as a share: 0.2 for a fifth longer; -0.9 to 9
 */
public record Belief(Optional<HardwareProfile> prior, Trust trust, double error) {
    /** What a governor takes its model for. */
    public enum Trust {
        /** A measurement of this very node, such as a fitted profile: it is used from the first moment. */
        MEASURED,
        /** Another's, for want of a measurement: it is tried rung by rung. */
        ASSUMED
    }

    /** The hardware's own measurement. */
    public static final Belief EXACT = new Belief(Optional.empty(), Trust.MEASURED, 0);

    /** Measuring takes a second, and the same profile always gives the same model. */
    private static final Map<HardwareProfile, EngineModel> MEASURED = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if {@code error} is outside -0.9 to 9 */
    public Belief {
        if (!(error >= -0.9 && error <= 9)) {
            throw new IllegalArgumentException(
                    "a model's error lies within -90 and 900 percent, not at " + 100 * error);
        }
    }

    /** Other hardware's measurement, assumed for want of this one's. */
    public static Belief assumed(HardwareProfile other, double error) {
        return new Belief(Optional.of(other), Trust.ASSUMED, error);
    }

    /** A profile that was fitted to measurements of this node. */
    public static Belief measured(HardwareProfile fitted, double error) {
        return new Belief(Optional.of(fitted), Trust.MEASURED, error);
    }

    /** The same with step times that are off by {@code otherError}. */
    public Belief off(double otherError) {
        return new Belief(prior, trust, otherError);
    }

    /** As results name it: {@code exact}, {@code a800-qwen-32b-tp2}, {@code exact +20 %}. */
    public String label() {
        String origin = prior.map(hardware -> hardware.name() + (trust == Trust.MEASURED ? " as measured" : ""))
                .orElse("exact");
        return error == 0 ? origin : origin + String.format(Locale.ROOT, " %+.0f %%", 100 * error);
    }

    /** The governor with this belief on {@code scenario}. */
    Policy policy(Scenario scenario) {
        // What a change of clock takes here is not told; the policy finds out, as it has to on a node.
        SwitchTiming usual = SwitchTiming.DEFAULT;
        Cadence cadence = new Cadence(
                scenario.telemetry().decisionPeriod(), usual.call().plus(usual.transition()), usual.stall());
        Ladder ladder = Ladder.of(scenario.hardware().clocks());
        EngineModel model = stretched(modelOf(prior.orElse(scenario.hardware())));
        return trust == Trust.ASSUMED
                ? Hysteresis.DEFAULT.pricedFromAssumption(scenario.slo(), cadence, ladder, model)
                : Hysteresis.DEFAULT.priced(scenario.slo(), cadence, ladder, model);
    }

    private static EngineModel modelOf(HardwareProfile hardware) {
        return MEASURED.computeIfAbsent(hardware, Probe::measure);
    }

    private EngineModel stretched(EngineModel model) {
        double factor = 1 + error;
        StepTime step = model.stepTime();
        StepTime longer = new StepTime(
                step.reference(),
                step.fixed() * factor,
                step.exchange() * factor,
                step.perToken() * factor,
                step.weights() * factor,
                step.perContextToken() * factor,
                step.knee(),
                step.blend(),
                step.throttle());
        return new EngineModel(
                longer, model.power(), model.firstTokenOverhead(), model.stepTokens(), model.maxSequences());
    }
}
