package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.util.List;
import java.util.Optional;

/**
 * Turns an understood page into a snapshot of the engine.
 *
 * <p>A server with several engines (data parallelism) or models shows a series for each. They share one domain's GPUs,
 * so counts, gauges and histograms are added up; of KV cache usage the fullest engine's counts, since that one starts to
 * preempt.
 */
final class EngineMetrics {
    private final Reading reading;

    private EngineMetrics(Reading reading) {
        this.reading = reading;
    }

    /**
     * The snapshot on a page, or why there is none.
     *
     * @param at when the page was read
     */
    static Telemetry at(Moment at, Reading reading) {
        Optional<String> complaint = reading.complaint();
        if (complaint.isPresent()) {
            return new Telemetry.Unavailable(complaint.get());
        }
        try {
            return new Telemetry.Available(new EngineMetrics(reading).snapshot(at));
        } catch (ImplausibleMetricException e) {
            return new Telemetry.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private EngineSnapshot snapshot(Moment at) throws ImplausibleMetricException {
        return new EngineSnapshot(
                at,
                count(Role.RUNNING),
                count(Role.WAITING),
                count(Role.FINISHED),
                count(Role.PROMPT_TOKENS),
                count(Role.GENERATION_TOKENS),
                count(Role.PREEMPTIONS),
                fullest(Role.KV_USAGE),
                histogram(Role.TTFT),
                histogram(Role.STEP_LATENCY),
                histogram(Role.TBT),
                histogram(Role.PROMPT_LENGTHS),
                histogram(Role.OUTPUT_LENGTHS));
    }

    private long count(Role role) throws ImplausibleMetricException {
        return Counts.sum(series(role));
    }

    private Ratio fullest(Role role) throws ImplausibleMetricException {
        Ratio fullest = Ratio.ZERO;
        for (Series one : series(role)) {
            if (!(one.value() >= 0 && one.value() <= 1)) {
                throw new ImplausibleMetricException("reports " + one.value() + " as " + one.title()
                        + ", which is a share of 0 to 1: restart the engine");
            }
            Ratio usage = new Ratio(one.value());
            fullest = usage.compareTo(fullest) > 0 ? usage : fullest;
        }
        return fullest;
    }

    private Histogram histogram(Role role) throws ImplausibleMetricException {
        Optional<String> name = reading.name(role);
        return name.isPresent() ? HistogramMerge.of(reading.page(), name.get()) : Histogram.EMPTY;
    }

    private List<Series> series(Role role) {
        return reading.name(role).map(reading.page()::series).orElse(List.of());
    }
}
