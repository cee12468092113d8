package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.units.Megahertz;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Section IV-C of the paper: what it says of the maximum batch. */
final class BatchFindings {
    private static final int LARGE = 64;
    private static final int SMALL = 4;
    private static final double LOWER = 1600;

    private final Measurements measured;
    private final Slice slice;

    BatchFindings(Measurements measured, Slice slice) {
        this.measured = measured;
        this.slice = slice;
    }

    List<Finding> all() {
        return List.of(largeOverSmall(), energyAtLower(), throughputAtLower(), smallerBatchAtLowLoad(), decodeByBatch());
    }

    private Finding largeOverSmall() {
        Optional<Double> large = throughput(LARGE);
        Optional<Double> small = throughput(SMALL).filter(value -> value > 0);
        return Finding.factor(
                "7",
                "maximum throughput of a maximum batch of 64 over that of 4",
                7,
                large.isPresent() && small.isPresent()
                        ? OptionalDouble.of(large.get() / small.get())
                        : OptionalDouble.empty(),
                "maximum throughput under the SLO at the highest clock");
    }

    private Finding energyAtLower() {
        List<Double> ratios = ratios(line -> measured.medium(line, Quantity.ENERGY_PER_REQUEST));
        String says = "energy at 1.6 GHz over that at the highest clock, by growing batch";
        String rule = "energy of a request at medium load near 1600 MHz / at the highest clock; holds if below 80 % for more"
                + " than half of the batches";
        if (ratios.isEmpty()) {
            return Finding.absent("8a", says, "under 80 % for most", rule);
        }
        long below = ratios.stream().filter(ratio -> ratio < 0.80).count();
        return Finding.claim("8a", says, "under 80 % for most", percents(ratios), 2 * below > ratios.size(), rule);
    }

    private Finding throughputAtLower() {
        List<Double> ratios = ratios(measured::throughput);
        String says = "maximum throughput at 1.6 GHz over that at the highest clock, by growing batch";
        String rule = "maximum throughput under the SLO near 1600 MHz / at the highest clock; holds if above 90 % for more"
                + " than half of the batches";
        if (ratios.isEmpty()) {
            return Finding.absent("8b", says, "about the same", rule);
        }
        long same = ratios.stream().filter(ratio -> ratio > 0.90).count();
        return Finding.claim("8b", says, "about the same", percents(ratios), 2 * same > ratios.size(), rule);
    }

    /** Every batch at the same rate, one that the smallest of them still serves. */
    private Finding smallerBatchAtLowLoad() {
        String says = "energy saved at low load by a smaller maximum batch, the most over batches";
        String rule = "1 - power of a smaller batch / of the largest, at the same rate (the medium load of the smallest)"
                + " and the highest clock; power between measured rates is linear";
        Line smallest = slice.lines().get(0);
        Line largest = slice.lines().get(slice.lines().size() - 1);
        OptionalDouble rate = measured.mediumPoints(smallest).stream()
                .mapToDouble(point -> point.rate().perSecond())
                .max();
        Curve power = measured.medium(largest, Quantity.POWER);
        if (rate.isEmpty() || power.values().isEmpty()) {
            return Finding.absent("9", says, "up to 15 %", rule);
        }
        Megahertz clock = power.highest();
        OptionalDouble usual = measured.wattsAt(largest, clock, rate.getAsDouble());
        List<Double> savings = new ArrayList<>();
        for (Line line : slice.lines().subList(0, slice.lines().size() - 1)) {
            OptionalDouble watts = measured.wattsAt(line, clock, rate.getAsDouble());
            if (watts.isPresent() && usual.isPresent()) {
                savings.add(1 - watts.getAsDouble() / usual.getAsDouble());
            }
        }
        return Finding.share(
                "9",
                says + " (" + percents(savings)
                        + String.format(Locale.ROOT, " at %.2f requests a second)", rate.getAsDouble()),
                0.15,
                savings.stream().mapToDouble(Double::doubleValue).max(),
                rule);
    }

    private Finding decodeByBatch() {
        List<Double> times = slice.lines().stream()
                .filter(line -> line.setup().maxSequences() <= LARGE)
                .map(line -> measured.medium(line, Quantity.TBT_P50))
                .filter(curve -> !curve.values().isEmpty())
                .map(curve -> 1000 * curve.values().lastEntry().getValue().value())
                .toList();
        String says = "TBT by growing maximum batch up to 64, ms";
        String rule = "median TBT at medium load and the highest clock; holds if the last is within 10 % of the first";
        if (times.size() < 2) {
            return Finding.absent("14", says, "no slow-down", rule);
        }
        return Finding.claim(
                "14",
                says,
                "no slow-down",
                times.stream()
                        .map(time -> String.format(Locale.ROOT, "%.1f", time))
                        .collect(Collectors.joining(", ")),
                times.get(times.size() - 1) <= 1.10 * times.get(0),
                rule);
    }

    private Optional<Double> throughput(int batch) {
        return slice.lines().stream()
                .filter(line -> line.setup().maxSequences() == batch)
                .map(measured::throughput)
                .filter(curve -> !curve.values().isEmpty())
                .map(curve -> curve.values().lastEntry().getValue().value())
                .findFirst();
    }

    private List<Double> ratios(Function<Line, Curve> curve) {
        return slice.lines().stream()
                .map(curve)
                .map(values -> values.ratioNear(LOWER))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    private static String percents(List<Double> ratios) {
        return ratios.stream().map(Finding::percent).collect(Collectors.joining(", "));
    }
}
