package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.guard.Clamp;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.config.HysteresisConfig;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.Objective;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.ProfileSource;
import io.gpugovernor.daemon.config.SloConfig;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.EngineScraper;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import java.time.Duration;
import java.util.List;

/** Turns a policy file into domains ready to be governed, on simulated GPUs. */
public final class DomainFactory {
    /** The period where the policy file leaves it to the daemon. */
    private static final Duration USUAL_PERIOD = Duration.ofMillis(250);

    private final PolicyFile policy;
    private final Mode mode;
    private final HardwareProfile hardware;
    private final SystemTime time;

    /**
     * @param mode observe or enforce, whatever the file says
     * @param hardware the GPUs to simulate under each engine
     */
    public DomainFactory(PolicyFile policy, Mode mode, HardwareProfile hardware, SystemTime time) {
        this.policy = policy;
        this.mode = mode;
        this.hardware = hardware;
        this.time = time;
    }

    /** @throws IllegalArgumentException naming the domain and what does not fit, with the remedy */
    public List<GovernedDomain> domains() {
        return policy.domains().stream().map(this::domain).toList();
    }

    private GovernedDomain domain(DomainConfig config) {
        requireThatManyGpus(config);
        HardwareProfile modelled = profile(config);
        EngineModel model = Probe.measure(modelled);
        Duration period = policy.telemetry().period().orElse(USUAL_PERIOD);
        EngineTelemetry engine = new EngineScraper(
                config.engine().metricsUrl(), period, Dialect.of("vllm"), ExpositionLimits.DEFAULT, time);
        StandInGpus gpus = new StandInGpus(hardware, time);
        Slo slo = slo(config.slo(), model);
        Steering steering = mode == Mode.ENFORCE ? Steering.enforcing(gpus) : Steering.observing();
        return new GovernedDomain(
                new PolicyDomain(
                        config.name(), hardware.clocks(), slo, policy.safety().staleAfter()),
                gpus.under(engine),
                gpus,
                steering,
                rule(config, slo, model, period),
                period);
    }

    private Policy rule(DomainConfig config, Slo slo, EngineModel model, Duration period) {
        ClockTable clocks = hardware.clocks();
        Megahertz lowest = config.clocks().min().orElse(clocks.min());
        Megahertz highest = config.clocks().max().orElse(clocks.max());
        HysteresisConfig bounds = config.hysteresis();
        Hysteresis hysteresis = new Hysteresis(bounds.maxSwitchesPerMinute(), bounds.dwell(), bounds.deadBand());
        Policy rule = objective(config, slo, model, period, ladder(config, clocks, lowest, highest), hysteresis);
        return new Clamp(rule, lowest, highest);
    }

    private static Ladder ladder(DomainConfig config, ClockTable clocks, Megahertz lowest, Megahertz highest) {
        try {
            return Ladder.within(clocks, lowest, highest, Ladder.SPACING);
        } catch (IllegalArgumentException empty) {
            throw new IllegalArgumentException(
                    "domain " + config.name() + ": " + empty.getMessage() + "; widen clocks.min and clocks.max", empty);
        }
    }

    private static Policy objective(
            DomainConfig config, Slo slo, EngineModel model, Duration period, Ladder ladder, Hysteresis hysteresis) {
        if (config.objective() == Objective.PERFORMANCE) {
            // An infinite price of a miss, unless idle, is exactly this.
            return hysteresis.around(new IdleDropPolicy());
        }
        if (config.objective() == Objective.POWER) {
            throw new IllegalArgumentException("domain " + config.name()
                    + ": objective power is not part of this version; use energy or performance");
        }
        SwitchTiming usual = SwitchTiming.DEFAULT;
        Cadence cadence = new Cadence(period, usual.call().plus(usual.transition()), usual.stall());
        return hysteresis.priced(slo, cadence, ladder, model);
    }

    private static Slo slo(SloConfig config, EngineModel model) {
        return config instanceof SloConfig.Promised promised
                ? promised.slo()
                : UnloadedLatency.slo(model, SloConfig.Auto.TIMES_UNLOADED, SloConfig.DEFAULT_QUANTILE);
    }

    private HardwareProfile profile(DomainConfig config) {
        try {
            return profile(config.profile());
        } catch (ProfileException unusable) {
            throw new IllegalArgumentException(
                    "domain " + config.name() + ": profile: " + unusable.getMessage(), unusable);
        }
    }

    private HardwareProfile profile(ProfileSource source) {
        if (source instanceof ProfileSource.Named named) {
            return HardwareProfiles.load(named.name());
        } else if (source instanceof ProfileSource.InFile file) {
            return HardwareProfiles.load(file.path().toString());
        }
        return hardware;
    }

    private void requireThatManyGpus(DomainConfig config) {
        if (config.gpus() instanceof GpuSelection.Listed listed && listed.gpus().size() != hardware.gpus()) {
            throw new IllegalArgumentException("domain " + config.name() + " names "
                    + listed.gpus().size() + " GPUs, but " + hardware.name() + " simulates " + hardware.gpus()
                    + "; choose a profile of that size or write gpus: auto");
        }
    }
}
