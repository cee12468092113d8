package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
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
        return List.of(
                largeOverSmall(
                        "7a",
                        "maximum throughput under the SLO of a maximum batch of 64 over that of 4",
                        measured::throughput),
                largeOverSmall("7b", "the same at saturation, without an SLO", measured::saturated),
                energyAtLower(),
                throughputAtLower(),
                smallerBatchAtEqualLoad(),
                smallerBatchAtItsOwnLoad(),
                decodeByBatch());
    }

    private Finding largeOverSmall(String statement, String says, Function<Line, Curve> curve) {
        Optional<Double> large = top(LARGE, curve);
        Optional<Double> small = top(SMALL, curve).filter(value -> value > 0);
        return Finding.factor(
                statement,
                says,
                7,
                large.isPresent() && small.isPresent()
                        ? OptionalDouble.of(large.get() / small.get())
                        : OptionalDouble.empty(),
                "at the highest clock");
    }

    private Finding energyAtLower() {
        List<Double> ratios = ratios(line -> measured.medium(line, Quantity.ENERGY_PER_REQUEST));
        String says = "energy at 1.6 GHz over that at the highest clock, by growing batch";
        String rule =
                "energy of a request at medium load near 1600 MHz / at the highest clock; holds if below 80 % for more"
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
        String rule =
                "maximum throughput under the SLO near 1600 MHz / at the highest clock; holds if above 90 % for more"
                        + " than half of the batches";
        if (ratios.isEmpty()) {
            return Finding.absent("8b", says, "about the same", rule);
        }
        long same = ratios.stream().filter(ratio -> ratio > 0.90).count();
        return Finding.claim("8b", says, "about the same", percents(ratios), 2 * same > ratios.size(), rule);
    }

    private Finding smallerBatchAtEqualLoad() {
        String says = "energy saved at a low load by a smaller maximum batch, each batch at the same rate, at most";
        String rule =
                "1 - power of a batch / of the largest, at the lowest rate that all of them were measured at and keep"
                        + " up with, and the highest clock (needs points at given rates: --rate)";
        List<NavigableMap<Double, Double>> watts = slice.lines().stream()
                .map(line -> measured.wattsByRate(line, highest()))
                .toList();
        Optional<Double> rate = watts.get(0).keySet().stream()
                .filter(each -> watts.stream().allMatch(of -> of.containsKey(each)))
                .findFirst();
        if (rate.isEmpty()) {
            return Finding.absent("9a", says, "up to 15 %", rule);
        }
        List<Double> savings =
                savings(watts.stream().map(of -> of.get(rate.get())).toList());
        return saving("9a", says + String.format(Locale.ROOT, " (%.3g requests a second)", rate.get()), savings, rule);
    }

    private Finding smallerBatchAtItsOwnLoad() {
        String says = "the same, each batch at its own medium load, at most";
        String rule = "1 - power of a batch / of the largest, equal times, at the highest clock";
        List<Double> watts = slice.lines().stream()
                .map(line -> measured.medium(line, Quantity.POWER))
                .filter(curve -> !curve.values().isEmpty())
                .map(curve -> curve.values().lastEntry().getValue().value())
                .toList();
        return watts.size() < 2
                ? Finding.absent("9b", says, "up to 15 %", rule)
                : saving("9b", says, savings(watts), rule);
    }

    private static Finding saving(String statement, String says, List<Double> savings, String rule) {
        return Finding.share(
                statement,
                says + "; by growing batch " + percents(savings),
                0.15,
                savings.stream().mapToDouble(Double::doubleValue).max(),
                rule);
    }

    /** Of all but the last, relative to the last. */
    private static List<Double> savings(List<Double> watts) {
        double largest = watts.get(watts.size() - 1);
        return watts.subList(0, watts.size() - 1).stream()
                .map(each -> 1 - each / largest)
                .toList();
    }

    private Megahertz highest() {
        Curve power = measured.medium(slice.lines().get(slice.lines().size() - 1), Quantity.POWER);
        return power.values().isEmpty() ? new Megahertz(1) : power.highest();
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

    private Optional<Double> top(int batch, Function<Line, Curve> of) {
        return slice.lines().stream()
                .filter(line -> line.setup().maxSequences() == batch)
                .map(of)
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
