package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.characterize.Quantiles;
import io.gpugovernor.sim.sweep.Estimate;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Spread;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A point from the readings of its repeats. */
final class Serving {
    private final List<Reading> readings;

    private Serving(List<Reading> readings) {
        this.readings = readings;
    }

    static Point point(PointTask task, RequestRate rate, List<Reading> readings) {
        return new Serving(readings).point(task, rate);
    }

    private Point point(PointTask task, RequestRate rate) {
        int tokens = Prompt.of(task.cell().workload()).outputTokens();
        return new Point(
                task.cell().setup(),
                task.cell().workload(),
                task.clock(),
                task.load() instanceof Load.Share share ? Optional.of(share.ofMaximum()) : Optional.empty(),
                rate,
                readings.size(),
                task.plan().effort().requests(),
                spread(Tails::ttft),
                spread(Tails::tbt),
                estimate(reading -> Yield.of(reading).requestsPerSecond()),
                estimate(reading -> tokens * Yield.of(reading).requestsPerSecond()),
                estimate(reading -> reading.power().value()),
                estimate(reading -> Yield.of(reading).joulesPerRequest()),
                estimate(reading -> Yield.of(reading).joulesPerRequest() / tokens),
                new Ratio(estimate(reading -> reading.throttled().value()).value()),
                readings.get(readings.size() - 1).applied(),
                readings.stream().mapToInt(Reading::failed).sum(),
                outliers());
    }

    private int outliers() {
        return Repeats.outliers(List.of(
                each(reading -> reading.power().value()),
                each(reading -> Yield.of(reading).requestsPerSecond()),
                each(reading -> Tails.of(reading).ttft().p50()),
                each(reading -> Tails.of(reading).tbt().p50())));
    }

    private Spread spread(Function<Tails, Quantiles> latency) {
        return new Spread(
                estimate(reading -> latency.apply(Tails.of(reading)).p50()),
                estimate(reading -> latency.apply(Tails.of(reading)).p90()),
                estimate(reading -> latency.apply(Tails.of(reading)).p99()));
    }

    private Estimate estimate(ToDoubleFunction<Reading> quantity) {
        return Repeats.estimate(each(quantity));
    }

    private double[] each(ToDoubleFunction<Reading> quantity) {
        return readings.stream().mapToDouble(quantity).toArray();
    }
}
