package io.gpugovernor.core.loop;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.port.DecisionSink;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.port.StandingOrders;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.telemetry.Workload;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The loop of one policy domain. A tick is one straight line: read back; not honoured? release; observe; stale or
 * inconsistent? release; asleep or stuck? release; rule; same setpoint? done; apply; account; record. When in doubt, it releases.
 */
public final class Governor {
    private final PolicyDomain domain;
    private final EngineTelemetry engine;
    private final GpuSensor sensor;
    private final Steering steering;
    private final DecisionSink sink;
    private final StandingOrders orders;
    private final Bookkeeper books;

    private Policy policy;
    private boolean ruled;
    private Workload workload = Workload.UNKNOWN;
    private Optional<EngineSnapshot> last = Optional.empty();
    /** The line of counters that {@link #last} belongs to. */
    private long line;

    private Optional<Pulse> pulse = Optional.empty();
    private Optional<Megahertz> setpoint = Optional.empty();
    private Optional<Outlook> outlook = Optional.empty();
    private Optional<Moment> lastTick = Optional.empty();
    /** How long the driver took for the change of clock at the last tick, if there was one. */
    private Optional<Duration> lastCall = Optional.empty();
    /** Whether a GPU may hold a lock: from the first attempt to set one until a release succeeds. */
    private boolean mayBeLocked;

    /** A domain on its own. */
    public Governor(
            PolicyDomain domain,
            EngineTelemetry engine,
            GpuSensor sensor,
            Steering steering,
            Policy policy,
            DecisionSink sink) {
        this(domain, engine, sensor, steering, policy, sink, new NoOrders());
    }

    /** A domain that takes orders. */
    public Governor(
            PolicyDomain domain,
            EngineTelemetry engine,
            GpuSensor sensor,
            Steering steering,
            Policy policy,
            DecisionSink sink,
            StandingOrders orders) {
        this.domain = domain;
        this.engine = engine;
        this.sensor = sensor;
        this.steering = steering;
        this.policy = policy;
        this.sink = sink;
        this.orders = orders;
        this.books = new Bookkeeper(domain.slo());
    }

    /** One pass of the loop. */
    public Decision tick(Moment now) {
        List<GpuReading> gpus = sensor.read();
        books.meter(gpus);
        if (steering.writes()) {
            lastTick.ifPresent(before -> books.save(outlook, now.since(before)));
        }
        lastTick = Optional.of(now);

        Actuation verified = setpoint.isPresent() ? steering.verify() : new Actuation.NotNeeded();
        if (verified instanceof Actuation.Failed disagreeing) {
            return release(now, gpus, Reason.NOT_HONOURED, disagreeing.reason());
        } else if (verified instanceof Actuation.Yielded foreign) {
            return release(now, gpus, Reason.FOREIGN_CHANGE, foreign.reason());
        } else if (verified instanceof Actuation.Reasserted again) {
            return hold(now, gpus, Reason.FOREIGN_CHANGE, again.reason(), again);
        }
        Telemetry telemetry = engine.read();
        if (telemetry instanceof Telemetry.Unavailable unavailable) {
            return withoutTelemetry(now, gpus, unavailable.reason());
        }
        Telemetry.Available available = (Telemetry.Available) telemetry;
        EngineSnapshot snapshot = available.snapshot();
        if (isStale(now, snapshot)) {
            return withoutTelemetry(now, gpus, "the engine's newest reading is too old");
        }
        // Readings of another line of counters, from another source, are compared with nothing that came before.
        Optional<EngineSnapshot> before = last.filter(previous -> line == available.line());
        if (before.isPresent() && !before.get().at().isBefore(snapshot.at())) {
            return withoutNews(now, gpus);
        }
        if (snapshot.particulars().asleep()) {
            line = available.line();
            return asleep(now, gpus, snapshot);
        }
        Optional<Window> window = before.flatMap(previous -> Window.between(previous, snapshot));
        pulse = Optional.of(pulse.filter(beat -> before.isPresent())
                .map(beat -> beat.after(snapshot))
                .orElseGet(() -> Pulse.first(snapshot)));
        last = Optional.of(snapshot);
        line = available.line();
        if (window.isEmpty()) {
            workload = workload.afterReset();
            return release(now, gpus, Reason.WARMING_UP, "waiting for a second reading without a reset");
        }
        workload = workload.after(window.get(), snapshot);
        books.serve(window.get(), workload.debt().payments());
        if (pulse.get().stoppedFor(domain.staleAfter())) {
            return release(
                    now,
                    gpus,
                    Reason.ENGINE_STUCK,
                    "for " + snapshot.at().since(pulse.get().moved()).toSeconds() + " s");
        }
        // Reading takes time: the decision is made when the reading is there, not when the tick began.
        Moment seen = snapshot.at().isBefore(now) ? now : snapshot.at();
        Observation observation = new Observation(seen, snapshot, window.get(), workload, gpus, available.source());
        Orders given = orders.at(seen);
        Ruling ruling = policy.rule(
                new Situation(observation, setpoint.orElse(domain.clocks().max()), domain.clocks(), lastCall, given));
        policy = ruling.next();
        ruled = true;
        return apply(seen, observation, ruling, given);
    }

    /** What the policy has learned of its node; empty before its first ruling, or if it learns nothing. */
    public Optional<Learned> learned() {
        return ruled ? policy.learned() : Optional.empty();
    }

    /** From now on asks {@code other}, in the middle of things: the setpoint stays until it rules otherwise. */
    public void follow(Policy other) {
        policy = other;
        ruled = false;
    }

    /** Ends the loop: removes every lock, and only then reads the GPUs, for a sensor may hang or fail. */
    public Decision stop(Moment now) {
        Actuation actuation = removeLocks();
        return released(now, sensor.read(), Reason.SHUTDOWN, "", actuation);
    }

    /** The reading that was had already, or an older one: no reason to do otherwise, as long as it is fresh. */
    private Decision withoutNews(Moment now, List<GpuReading> gpus) {
        boolean warming = setpoint.isEmpty() && last.isPresent() && !isStale(now, last.get());
        return warming
                ? release(now, gpus, Reason.WARMING_UP, "waiting for a newer reading")
                : withoutTelemetry(now, gpus, "the engine has no newer reading");
    }

    /** While an engine sleeps its gauges mean nothing, and whoever put it to sleep may want the GPUs at full clock. */
    private Decision asleep(Moment now, List<GpuReading> gpus, EngineSnapshot snapshot) {
        last = Optional.of(snapshot);
        workload = workload.afterReset();
        Decision released = release(now, gpus, Reason.ENGINE_ASLEEP, "");
        forget();
        return released;
    }

    /** The next reading begins anew. */
    private void forget() {
        last = Optional.empty();
        pulse = Optional.empty();
    }

    /** Keeps the setpoint while the last reading is fresh enough to stand for the present, and releases after that. */
    private Decision withoutTelemetry(Moment now, List<GpuReading> gpus, String why) {
        boolean fresh = last.isPresent() && !isStale(now, last.get());
        if (!fresh || setpoint.isEmpty()) {
            return release(now, gpus, Reason.STALE_TELEMETRY, why);
        }
        return hold(now, gpus, Reason.STALE_TELEMETRY, why, new Actuation.NotNeeded());
    }

    private Decision hold(Moment now, List<GpuReading> gpus, Reason reason, String why, Actuation actuation) {
        return record(new Decision(
                now,
                domain.name(),
                GovernorState.HOLDING,
                reason,
                why,
                setpoint,
                setpoint,
                actuation,
                last.map(snapshot -> load(now, snapshot)),
                outlook,
                gpus,
                books.account(now)));
    }

    private boolean isStale(Moment now, EngineSnapshot snapshot) {
        // A reading far ahead of the clock would never grow old, so it counts as none.
        return now.since(snapshot.at()).abs().compareTo(domain.staleAfter()) > 0;
    }

    private Decision apply(Moment now, Observation observation, Ruling ruling, Orders given) {
        Optional<Megahertz> previous = setpoint;
        Optional<Megahertz> wanted = Optional.of(ruling.clock());
        mayBeLocked = true;
        Actuation actuation = wanted.equals(previous) ? new Actuation.NotNeeded() : steering.apply(ruling.clock());
        lastCall = actuation instanceof Actuation.Accepted accepted ? Optional.of(accepted.took()) : Optional.empty();
        if (actuation instanceof Actuation.Failed failed) {
            return release(now, observation.gpus(), Reason.ACTUATION_FAILED, failed.reason());
        } else if (actuation instanceof Actuation.Yielded foreign) {
            return release(now, observation.gpus(), Reason.FOREIGN_CHANGE, foreign.reason());
        }
        outlook = ruling.outlook();
        setpoint = wanted;
        ruling.offer().ifPresent(orders::offered);
        if (!wanted.equals(previous)) {
            books.clockChanged();
        }
        return record(new Decision(
                now,
                domain.name(),
                GovernorState.GOVERNING,
                ruling.reason(),
                detail(ruling.reason(), given),
                previous,
                setpoint,
                actuation,
                Optional.of(load(now, observation.snapshot())),
                outlook,
                observation.gpus(),
                books.account(now)));
    }

    /** An operator's own words, where an override holds the clock. */
    private static String detail(Reason reason, Orders given) {
        return reason == Reason.OVERRIDE
                ? given.override().map(OperatorOverride::reason).orElse("")
                : "";
    }

    private Decision release(Moment now, List<GpuReading> gpus, Reason reason, String detail) {
        return released(now, gpus, reason, detail, removeLocks());
    }

    private Actuation removeLocks() {
        Actuation actuation = mayBeLocked ? steering.release() : new Actuation.NotNeeded();
        mayBeLocked = actuation instanceof Actuation.Failed;
        return actuation;
    }

    private Decision released(Moment now, List<GpuReading> gpus, Reason reason, String detail, Actuation actuation) {
        Optional<Megahertz> previous = setpoint;
        setpoint = Optional.empty();
        outlook = Optional.empty();
        orders.withdrawn();
        if (reason == Reason.STALE_TELEMETRY) {
            forget();
        }
        return record(new Decision(
                now,
                domain.name(),
                stateAfter(actuation, reason),
                reason,
                detail,
                previous,
                setpoint,
                actuation,
                last.map(snapshot -> load(now, snapshot)),
                outlook,
                gpus,
                books.account(now)));
    }

    private static GovernorState stateAfter(Actuation release, Reason reason) {
        if (release instanceof Actuation.Failed) {
            return GovernorState.RELEASE_FAILED;
        }
        return reason == Reason.WARMING_UP ? GovernorState.WARMING_UP : GovernorState.RELEASED;
    }

    private Load load(Moment now, EngineSnapshot snapshot) {
        return new Load(
                snapshot.running(),
                snapshot.waiting(),
                workload.debt().count(),
                workload.debt().least(),
                workload.debt().isCertain(),
                workload.arrivals().steadyPerSecond(),
                workload.mix().workloadClass(),
                now.since(snapshot.at()));
    }

    private Decision record(Decision decision) {
        sink.record(decision);
        return decision;
    }
}
