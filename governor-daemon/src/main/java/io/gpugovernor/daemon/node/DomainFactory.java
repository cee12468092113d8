package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Expense;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.guard.Guards;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.HysteresisConfig;
import io.gpugovernor.daemon.config.Objective;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.ProfileSource;
import io.gpugovernor.daemon.config.SloConfig;
import io.gpugovernor.daemon.config.TelemetryConfig;
import io.gpugovernor.daemon.feed.DomainFeed;
import io.gpugovernor.daemon.memory.DomainMemory;
import io.gpugovernor.daemon.memory.EngineInterview;
import io.gpugovernor.daemon.memory.Ground;
import io.gpugovernor.daemon.scrape.EngineScraper;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.daemon.scrape.ScrapePeriod;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns a policy file into domains ready to be governed. */
public final class DomainFactory {
    private final PolicyFile policy;
    private final Fleet fleet;
    private final SystemTime time;
    private final Optional<SharedPower> node;
    private final Optional<Path> state;

    /** Domains that keep nothing of what they learn. */
    public DomainFactory(PolicyFile policy, Fleet fleet, SystemTime time) {
        this(policy, fleet, time, Optional.empty());
    }

    /**
     * @param fleet where the domains' GPUs come from
     * @param state directory in which to keep what is learned; empty to keep nothing
     */
    public DomainFactory(PolicyFile policy, Fleet fleet, SystemTime time, Optional<Path> state) {
        this.state = state;
        this.policy = policy;
        this.fleet = fleet;
        this.time = time;
        this.node = policy.node().powerBudget().map(SharedPower::new);
    }

    private DomainFactory(DomainFactory before, PolicyFile policy) {
        this.state = before.state;
        this.policy = policy;
        this.fleet = before.fleet;
        this.time = before.time;
        this.node = policy.node().powerBudget().map(budget -> before.node.orElseGet(() -> new SharedPower(budget)));
    }

    /** A factory for another policy on the same node, whose domains share power with those of this one that stay. */
    DomainFactory following(PolicyFile next) {
        return new DomainFactory(this, next);
    }

    /** The policy of this factory is in force: its budget counts, and only for its domains. */
    void inForce() {
        Set<String> names = policy.domains().stream().map(DomainConfig::name).collect(Collectors.toSet());
        node.ifPresent(shared -> shared.share(policy.node().powerBudget().orElseThrow(), names));
    }

    PolicyFile policy() {
        return policy;
    }

    Fleet fleet() {
        return fleet;
    }

    SystemTime time() {
        return time;
    }

    /** @throws IllegalArgumentException naming the domain and what does not fit, with the remedy */
    public List<GovernedDomain> domains() {
        return policy.domains().stream().map(this::domain).toList();
    }

    /**
     * One domain of the policy.
     *
     * @throws IllegalArgumentException naming the domain and what does not fit, with the remedy
     */
    GovernedDomain domain(DomainConfig config) {
        DomainGpus gpus = fleet.assign(config);
        try {
            return domain(config, gpus);
        } catch (RuntimeException unfit) {
            fleet.retire(gpus.sensor());
            throw unfit;
        }
    }

    private GovernedDomain domain(DomainConfig config, DomainGpus gpus) {
        HardwareProfile profile = profile(config, gpus.prior());
        EngineModel model = StartingModels.of(profile);
        ScrapePeriod period = period(policy.telemetry());
        EngineScraper engine = new EngineScraper(
                config.engine().source(),
                period,
                EngineDialect.of(config.engine().type()),
                ExpositionLimits.DEFAULT,
                time);
        Slo slo = slo(config.slo(), model);
        PolicyDomain domain = new PolicyDomain(
                config.name(), gpus.clocks(), slo, policy.safety().staleAfter());
        Optional<DomainFeed> feed =
                FeedPorts.of(policy, config).map(port -> new DomainFeed(domain, port, engine, time));
        Function<Optional<Learned>, Policy> rule =
                learned -> rule(config, gpus, slo, model, shortest(policy.telemetry()), learned);
        KnownLimits heard = new KnownLimits(
                feed.map(DomainFeed::telemetry).orElse(engine),
                () -> fleet.limits(config),
                task -> aside(config.name(), task));
        return new GovernedDomain(
                domain,
                gpus.heard().apply(heard),
                gpus.sensor(),
                gpus.steering(),
                rule.apply(Optional.empty()),
                engine,
                feed,
                orders(config, gpus.clocks(), model),
                memory(config, gpus, slo, model, rule),
                feed.map(told -> new FeedFacts(config.name(), expected(config, profile, heard), told::facts)));
    }

    /** A thread for one task that the loop does not wait for. */
    private static void aside(String domain, Runnable task) {
        Thread thread = new Thread(task, "find-" + domain);
        thread.setDaemon(true);
        thread.start();
    }

    /** Empty where nothing is kept, or nothing is learned. */
    private Optional<DomainMemory> memory(
            DomainConfig config,
            DomainGpus gpus,
            Slo slo,
            EngineModel model,
            Function<Optional<Learned>, Policy> rule) {
        if (config.objective() == Objective.PERFORMANCE) {
            return Optional.empty();
        }
        Ground ground = new Ground(
                config.name(),
                gpus.hardware(),
                Beliefs.fingerprint(config.profile(), model, gpus.clocks()),
                Beliefs.promise(slo, lowest(config, gpus), highest(config, gpus), config.objective()),
                gpus.steering().writes());
        return state.map(directory -> DomainMemory.of(
                ground,
                directory,
                new EngineInterview(
                        config.engine().source(),
                        EngineDialect.of(config.engine().type()),
                        time),
                rule,
                SystemTime::calendar));
    }

    private static Megahertz lowest(DomainConfig config, DomainGpus gpus) {
        return config.clocks().min().orElse(gpus.clocks().min());
    }

    private static Megahertz highest(DomainConfig config, DomainGpus gpus) {
        return config.clocks().max().orElse(gpus.clocks().max());
    }

    /** A shipped prior stands for GPUs, not for how many of them compute together; a profile that was named does. */
    private static FeedFacts.Expected expected(DomainConfig config, HardwareProfile profile, KnownLimits engine) {
        OptionalInt gpus =
                config.profile() instanceof ProfileSource.Auto ? OptionalInt.empty() : OptionalInt.of(profile.gpus());
        return new FeedFacts.Expected(
                gpus, profile.limits(), () -> engine.told().tokens());
    }

    private DomainOrders orders(DomainConfig config, ClockTable clocks, EngineModel model) {
        return new DomainOrders(
                config.name(),
                clocks,
                config.clocks().min().orElse(clocks.min()),
                config.clocks().max().orElse(clocks.max()),
                model.power().busy(clocks.max()),
                node);
    }

    private static ScrapePeriod period(TelemetryConfig telemetry) {
        return telemetry.period().map(ScrapePeriod::fixed).orElseGet(() -> ScrapePeriod.automatic(telemetry.budget()));
    }

    /** The policy sees by its windows how long the period is at present; this is the least that it can be. */
    private static Duration shortest(TelemetryConfig telemetry) {
        return telemetry.period().orElse(TelemetryConfig.SHORTEST_AUTO);
    }

    private static Policy rule(
            DomainConfig config,
            DomainGpus gpus,
            Slo slo,
            EngineModel model,
            Duration period,
            Optional<Learned> learned) {
        ClockTable clocks = gpus.clocks();
        Megahertz lowest = lowest(config, gpus);
        Megahertz highest = highest(config, gpus);
        HysteresisConfig bounds = config.hysteresis();
        Hysteresis hysteresis = new Hysteresis(bounds.maxSwitchesPerMinute(), bounds.dwell(), bounds.deadBand());
        Ladder ladder = ladder(config, clocks, lowest, highest);
        Policy rule = objective(config, slo, model, period, ladder, hysteresis, trust(config, gpus), learned);
        return Guards.commanded(rule, ladder, lowest, highest, model.power().busy(ladder.highest()));
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
            DomainConfig config,
            Slo slo,
            EngineModel model,
            Duration period,
            Ladder ladder,
            Hysteresis hysteresis,
            Calibration.Prior trust,
            Optional<Learned> learned) {
        if (config.objective() == Objective.PERFORMANCE) {
            // An infinite price of a miss, unless idle, is exactly this.
            return Guards.watching(new IdleDropPolicy(), slo, ladder, hysteresis);
        }
        SwitchTiming usual = SwitchTiming.DEFAULT;
        Cadence cadence = new Cadence(period, usual.call().plus(usual.transition()), usual.stall());
        Expense expense = config.objective() == Objective.POWER ? Expense.PEAK_POWER : Expense.ENERGY;
        if (learned.isPresent()) {
            return trust == Calibration.Prior.MEASURED
                    ? hysteresis.priced(slo, cadence, ladder, model, expense, learned.get())
                    : hysteresis.pricedFromAssumption(slo, cadence, ladder, model, expense, learned.get());
        }
        return trust == Calibration.Prior.MEASURED
                ? hysteresis.priced(slo, cadence, ladder, model, expense)
                : hysteresis.pricedFromAssumption(slo, cadence, ladder, model, expense);
    }

    /** An operator's own profile was measured; a shipped one was, but elsewhere, and perhaps with another model. */
    private static Calibration.Prior trust(DomainConfig config, DomainGpus gpus) {
        return config.profile() instanceof ProfileSource.InFile ? Calibration.Prior.MEASURED : gpus.trust();
    }

    private static Slo slo(SloConfig config, EngineModel model) {
        return config instanceof SloConfig.Promised promised
                ? promised.slo()
                : UnloadedLatency.slo(model, SloConfig.Auto.TIMES_UNLOADED, SloConfig.DEFAULT_QUANTILE);
    }

    private static HardwareProfile profile(DomainConfig config, Supplier<HardwareProfile> prior) {
        try {
            return profile(config.profile(), prior);
        } catch (ProfileException unusable) {
            throw new IllegalArgumentException(
                    "domain " + config.name() + ": profile: " + unusable.getMessage(), unusable);
        }
    }

    private static HardwareProfile profile(ProfileSource source, Supplier<HardwareProfile> prior) {
        if (source instanceof ProfileSource.Named named) {
            return HardwareProfiles.load(named.name());
        } else if (source instanceof ProfileSource.InFile file) {
            return HardwareProfiles.load(file.path().toString());
        }
        return prior.get();
    }
}
