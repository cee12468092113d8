package io.gpugovernor.sim.tournament;

import com.google.gson.GsonBuilder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.characterize.Quantiles;
import io.gpugovernor.sim.replay.Attainment;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.trace.RateScale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contest's results as one JSON object, schema 1. Undefined numbers are null. */
public final class ResultDocument {
    private static final int SCHEMA = 1;

    private ResultDocument() {}

    private record Document(int schema, TraceView trace, String hardware, SloView slo, List<RunView> runs) {}

    private record TraceView(String file, int requests, double rateScale, double durationSeconds) {}

    private record SloView(
            @Nullable Double ttftSeconds, @Nullable Double tbtSeconds, double quantile) {}

    private record QuantileView(
            @Nullable Double p50,
            @Nullable Double p90,
            @Nullable Double p99) {}

    private record AttainmentView(double ttft, double tbt, double joint) {}

    private record RunView(
            String policy,
            long seed,
            int requests,
            int completed,
            double energyJoules,
            double meanPowerWatts,
            double savingVsMax,
            QuantileView ttftSeconds,
            QuantileView tbtSeconds,
            AttainmentView attainment,
            long clockChanges,
            double meanClockMHz,
            double wallSeconds) {}

    /** The JSON text. */
    public static String of(Scenario scenario, String traceFile, RateScale scale, List<Contest.Entry> entries) {
        Slo slo = scenario.slo();
        Document document = new Document(
                SCHEMA,
                new TraceView(
                        traceFile, scenario.trace().size(), scale.factor(), Durations.seconds(scenario.duration())),
                scenario.hardware().name(),
                new SloView(
                        slo.ttft().map(Durations::seconds).orElse(null),
                        slo.tbt().map(Durations::seconds).orElse(null),
                        slo.quantile().value()),
                entries.stream().map(ResultDocument::view).toList());
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(document);
    }

    private static RunView view(Contest.Entry entry) {
        RunResult run = entry.result();
        Attainment attainment = run.attainment();
        return new RunView(
                run.policy(),
                run.seed(),
                run.requests(),
                run.completed(),
                run.energy().value(),
                run.meanPower().value(),
                run.savingAgainst(entry.maximum()),
                quantiles(run.ttft()),
                quantiles(run.tbt()),
                new AttainmentView(
                        attainment.ttft().value(),
                        attainment.tbt().value(),
                        attainment.joint().value()),
                run.clockChanges(),
                run.meanClockMegahertz(),
                Durations.seconds(run.wall()));
    }

    private static QuantileView quantiles(Quantiles sample) {
        return sample.isEmpty()
                ? new QuantileView(null, null, null)
                : new QuantileView(sample.p50(), sample.p90(), sample.p99());
    }
}
