package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.units.Megahertz;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Section IV-B of the paper: what it says of TP2, TP4 and TP8 on a node of eight GPUs. */
final class ParallelismFindings {
    private static final int NODE = 8;
    private static final double HALF = 990;
    private static final String TOP = " at the highest clock";

    private final Measurements measured;
    private final Slice slice;

    ParallelismFindings(Measurements measured, Slice slice) {
        this.measured = measured;
        this.slice = slice;
    }

    List<Finding> all() {
        return List.of(
                gain("5a", 2, 4, 0.75),
                gain("5b", 4, 8, 0.40),
                fewerRequests(),
                lowerEnergy(),
                energyPerRequest(),
                wholeNodeAtLowLoad(),
                twoInstances("11", 2, 4),
                twoInstances("12", 4, 8),
                tbtByParallelism());
    }

    private Finding gain(String statement, int fewer, int more, double paper) {
        OptionalDouble ratio = over(throughput(more), throughput(fewer));
        return Finding.share(
                statement,
                "maximum throughput gained from TP" + fewer + " to TP" + more,
                paper,
                plus(ratio, -1),
                "maximum throughput under the SLO" + TOP + ": TP" + more + " / TP" + fewer + " - 1");
    }

    private Finding fewerRequests() {
        return Finding.share(
                "6a",
                "requests that TP2 serves fewer than TP8",
                0.60,
                less(over(throughput(2), throughput(8))),
                "1 - maximum throughput of TP2 / of TP8" + TOP);
    }

    private Finding lowerEnergy() {
        return Finding.share(
                "6b",
                "total energy of TP2 below that of TP8 at medium load, each at its own",
                0.40,
                less(over(power(2), power(8))),
                "1 - power of TP2's two GPUs / of TP8's eight, medium load of each," + TOP + "; equal times, so energies");
    }

    private Finding energyPerRequest() {
        return Finding.factor(
                "6c",
                "energy of a request on TP2 over that on TP8, medium load",
                0.60 / 0.40,
                over(top(2, Quantity.ENERGY_PER_REQUEST), top(8, Quantity.ENERGY_PER_REQUEST)),
                "the paper's own two numbers: 60 % of the energy for 40 % of the requests;" + TOP);
    }

    /** The same low rate on both; what is not used of the node rests at the lowest idle power that was measured. */
    private Finding wholeNodeAtLowLoad() {
        String says = "low load on a whole node: power of TP8 over that of TP2 and six resting GPUs";
        String rule = "the same rate, TP2's medium load and half of it," + TOP + "; a resting GPU draws an eighth of the"
                + " least idle power measured at TP8; power between measured rates is linear; holds if below 1";
        Optional<Line> two = line(2);
        Optional<Line> eight = line(8);
        if (two.isEmpty() || eight.isEmpty()) {
            return Finding.absent("6d", says, "TP8 spends less", rule);
        }
        OptionalDouble rest = measured.idle(eight.get().setup()).values().values().stream()
                .mapToDouble(estimate -> estimate.value() / NODE)
                .min();
        double rate = measured.mediumPoints(two.get()).stream()
                .mapToDouble(point -> point.rate().perSecond())
                .max()
                .orElse(0);
        List<OptionalDouble> ratios = List.of(
                wholeNode(two.get(), eight.get(), rate, rest), wholeNode(two.get(), eight.get(), rate / 2, rest));
        if (ratios.stream().anyMatch(OptionalDouble::isEmpty)) {
            return Finding.absent("6d", says, "TP8 spends less", rule);
        }
        String here = ratios.stream()
                .map(OptionalDouble::getAsDouble)
                .map(Finding::times)
                .collect(Collectors.joining(", "));
        return Finding.claim(
                "6d",
                says + String.format(Locale.ROOT, " (at %.2f and %.2f requests a second)", rate, rate / 2),
                "below 1",
                here,
                ratios.stream().allMatch(ratio -> ratio.getAsDouble() < 1),
                rule);
    }

    private OptionalDouble wholeNode(Line two, Line eight, double rate, OptionalDouble rest) {
        OptionalDouble little = measured.wattsAt(two, highest(two), rate);
        OptionalDouble all = measured.wattsAt(eight, highest(eight), rate);
        return little.isEmpty() || all.isEmpty() || rest.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.getAsDouble() / (little.getAsDouble() + (NODE - 2) * rest.getAsDouble()));
    }

    private Finding twoInstances(String statement, int fewer, int more) {
        OptionalDouble ratio = over(throughput(fewer), throughput(more));
        String says = "throughput of two instances of TP" + fewer + " over one of TP" + more;
        String rule = "twice the maximum throughput of TP" + fewer + " / that of TP" + more + TOP + "; holds if above 1";
        return ratio.isEmpty()
                ? Finding.absent(statement, says, "above 1", rule)
                : Finding.claim(
                        statement,
                        says,
                        "above 1",
                        Finding.times(2 * ratio.getAsDouble()),
                        2 * ratio.getAsDouble() > 1,
                        rule);
    }

    private Finding tbtByParallelism() {
        List<Double> rises = slice.lines().stream()
                .map(line -> measured.medium(line, Quantity.TBT_P50).ratioNear(HALF))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        String says = "TBT at half the clock, by growing parallelism";
        String rule = "median TBT at medium load near 990 MHz / at the highest clock; holds if it falls";
        if (rises.size() < slice.lines().size()) {
            return Finding.absent("13", says, "falls", rule);
        }
        boolean falls = rises.equals(
                rises.stream().sorted(Comparator.reverseOrder()).toList());
        return Finding.claim(
                "13",
                says,
                "falls",
                rises.stream().map(Finding::times).collect(Collectors.joining(", ")),
                falls,
                rule);
    }

    private OptionalDouble power(int gpus) {
        return top(gpus, Quantity.POWER);
    }

    private OptionalDouble throughput(int gpus) {
        return line(gpus).map(measured::throughput).map(ParallelismFindings::top).orElse(OptionalDouble.empty());
    }

    private OptionalDouble top(int gpus, Quantity quantity) {
        return line(gpus)
                .map(line -> measured.medium(line, quantity))
                .map(ParallelismFindings::top)
                .orElse(OptionalDouble.empty());
    }

    private Megahertz highest(Line line) {
        return measured.medium(line, Quantity.POWER).highest();
    }

    private Optional<Line> line(int gpus) {
        return slice.lines().stream()
                .filter(line -> line.setup().tensorParallel() == gpus)
                .findFirst();
    }

    private static OptionalDouble top(Curve curve) {
        return curve.values().isEmpty()
                ? OptionalDouble.empty()
                : curve.near(curve.highest().value());
    }

    private static OptionalDouble over(OptionalDouble part, OptionalDouble whole) {
        return part.isPresent() && whole.isPresent() && whole.getAsDouble() > 0
                ? OptionalDouble.of(part.getAsDouble() / whole.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble less(OptionalDouble ratio) {
        return ratio.isPresent() ? OptionalDouble.of(1 - ratio.getAsDouble()) : ratio;
    }

    private static OptionalDouble plus(OptionalDouble ratio, double more) {
        return ratio.isPresent() ? OptionalDouble.of(ratio.getAsDouble() + more) : ratio;
    }
}
