package io.gpugovernor.sim.live;

import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.RequestLog;
import io.gpugovernor.sim.engine.VllmExposition;
import io.gpugovernor.sim.replay.TwinPorts;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A twin that keeps up with a clock, fed by a trace that repeats, with views that any thread may use.
 *
 * <p>It has no thread of its own: every call first simulates what happened since the last one. Beside it runs a second
 * twin of the same seed with the same requests whose clock nobody touches, so that the energy saved is known and not
 * estimated. One lock guards both.
 *
 * <p>The work of one call is bounded. Of a pause longer than {@link #LONGEST_CATCH_UP} only that much is simulated; in
 * the rest the simulated world stood still, and {@link SimulatedAccount#skipped} says for how long. A request that
 * finds {@link #LONGEST_QUEUE} others waiting goes away, so that an overload does not fill the memory.
 */
public final class LiveTwin {
    /** Most simulated time that one call makes up for: a fraction of a second of work. */
    public static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(2);

    /** Most requests that wait for the batch; minutes of work for the largest simulated node. */
    public static final int LONGEST_QUEUE = 10_000;

    private final Object lock = new Object();
    private final TimeSource time;
    private final RepeatingArrivals arrivals;
    private final ServiceLog service;
    private final NewsLog news;
    private final ServiceLog serviceAtMaximum;
    private final Twin twin;
    private final Twin atMaximum;
    private final GuardedPorts ports;
    private final VllmExposition exposition;

    /** Where the simulation's zero lies on the time source's line; moves on when a pause is skipped. */
    private long origin;

    private long arrived;
    private long turnedAway;
    private Duration skipped = Duration.ZERO;

    /**
     * Starts now, with the highest clock in force.
     *
     * @param time paces the simulation; run it faster than real time and so does the twin
     * @param started wall-clock time of the start, for the engine's metrics
     * @throws IllegalArgumentException if the trace brings more than 10,000 requests a second
     */
    public LiveTwin(LiveScenario scenario, TimeSource time, Instant started) {
        this.time = time;
        this.arrivals = new RepeatingArrivals(scenario.trace());
        this.service = new ServiceLog(scenario.slo());
        this.serviceAtMaximum = new ServiceLog(scenario.slo());
        this.news = new NewsLog(service);
        this.twin = twin(scenario, news);
        this.atMaximum = twin(scenario, RequestLog.ofEnds(serviceAtMaximum));
        this.ports = new GuardedPorts(new TwinPorts(twin), this::presently);
        this.exposition = new VllmExposition(scenario.hardware(), started);
        this.origin = time.now().nanos();
    }

    /** The engine's metrics as they stand now, in the text a vLLM server gives. */
    public String metrics() {
        synchronized (lock) {
            catchUp();
            return exposition.render(twin.engine(), twin.now());
        }
    }

    /**
     * What an engine that pushes its state tells now. Events are kept from the first call on, until the next; whoever
     * asks once should ask on.
     */
    public EngineNews news() {
        synchronized (lock) {
            catchUp();
            return news.take(twin.snapshot());
        }
    }

    /** The simulated GPUs as the governor reads them. */
    public GpuSensor sensor() {
        return ports.sensor();
    }

    /** The simulated GPUs' clocks. A clock asked for comes into force after the scenario's call and transition. */
    public ClockActuator actuator() {
        return ports.actuator();
    }

    /** The books as they stand now. */
    public SimulatedAccount account() {
        synchronized (lock) {
            catchUp();
            return new SimulatedAccount(
                    Duration.ofNanos(twin.now().nanos()),
                    twin.energy(),
                    atMaximum.energy(),
                    service.service(),
                    serviceAtMaximum.service(),
                    arrived,
                    twin.engine().rejected(),
                    turnedAway,
                    skipped);
        }
    }

    /** Simulates up to now; for whoever wants time to pass without looking. */
    public void advance() {
        synchronized (lock) {
            catchUp();
        }
    }

    private <T> T presently(Supplier<T> look) {
        synchronized (lock) {
            catchUp();
            return look.get();
        }
    }

    private void catchUp() {
        Moment target = target();
        if (target.isBefore(twin.now())) {
            return;
        }
        while (!target.isBefore(arrivals.next())) {
            advanceTo(arrivals.next());
            arrive();
            arrivals.moveOn();
        }
        advanceTo(target);
    }

    /** How far to simulate; what lies beyond the limit is skipped for good. */
    private Moment target() {
        Moment wanted = new Moment(time.now().nanos() - origin);
        Moment limit = twin.now().plus(LONGEST_CATCH_UP);
        if (!limit.isBefore(wanted)) {
            return wanted;
        }
        Duration excess = wanted.since(limit);
        origin += excess.toNanos();
        skipped = skipped.plus(excess);
        return limit;
    }

    private void advanceTo(Moment moment) {
        twin.advanceTo(moment);
        atMaximum.advanceTo(moment);
    }

    /** Both twins get a request, or neither does: what they draw is compared. */
    private void arrive() {
        arrived++;
        if (queueIsFull(twin) || queueIsFull(atMaximum)) {
            turnedAway++;
            return;
        }
        twin.submit(arrivals.promptTokens(), arrivals.outputTokens());
        atMaximum.submit(arrivals.promptTokens(), arrivals.outputTokens());
    }

    private static boolean queueIsFull(Twin twin) {
        return twin.engine().waiting() >= LONGEST_QUEUE;
    }

    private static Twin twin(LiveScenario scenario, RequestLog log) {
        return new Twin(scenario.hardware(), scenario.switching(), new SplittableRandom(scenario.seed()), log);
    }
}
