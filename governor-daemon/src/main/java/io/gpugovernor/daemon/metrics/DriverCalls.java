package io.gpugovernor.daemon.metrics;

import static java.util.Objects.requireNonNull;

import io.gpugovernor.nvml.CallKind;
import io.gpugovernor.nvml.CallLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How long decisions waited for the driver, and how often longer than they may; of all GPUs together. */
final class DriverCalls implements CallLog {
    /** From a reading on an idle node to the deadline of a write. */
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(200_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
    };

    private final Map<CallKind, Timer> times = new EnumMap<>(CallKind.class);
    private final Map<CallKind, Counter> misses = new EnumMap<>(CallKind.class);

    /** Begins every series at zero. */
    DriverCalls(MeterRegistry registry) {
        for (CallKind kind : CallKind.values()) {
            String call = DomainSeries.labelOf(kind);
            times.put(
                    kind,
                    Timer.builder(Family.PREFIX + "nvml.call.duration")
                            .description("Time a decision waited for one call to the driver.")
                            .tag("call", call)
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
            misses.put(
                    kind,
                    Counter.builder(Family.PREFIX + "nvml.deadline.misses")
                            .description("Calls to the driver that did not come back within their deadline.")
                            .tag("call", call)
                            .register(registry));
        }
    }

    @Override
    public void answered(CallKind kind, Duration took) {
        requireNonNull(times.get(kind)).record(took);
    }

    @Override
    public void missedDeadline(CallKind kind) {
        requireNonNull(misses.get(kind)).increment();
    }
}
