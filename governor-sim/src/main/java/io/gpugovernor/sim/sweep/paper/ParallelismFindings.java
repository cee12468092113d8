package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.units.Megahertz;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Section IV-B of the paper: what it says of TP2, TP4 and TP8 on a node of eight GPUs. */
final class ParallelismFindings {
    private static final int NODE = 8;
    private static final double HALF = 990;
    private static final String TOP = " at the highest clock";
    private static final String UNDER_SLO = "maximum throughput under the SLO";
    private static final String SATURATED = "throughput at saturation, without an SLO,";
    private static final String BELOW = "below 1";
    private static final String RESTING = "; each of the six other GPUs draws an eighth of TP8's idle power" + TOP;

    private final Measurements measured;
    private final Slice slice;

    ParallelismFindings(Measurements measured, Slice slice) {
        this.measured = measured;
        this.slice = slice;
    }

    List<Finding> all() {
        return List.of(
                gain("5a", 2, 4, 0.75, UNDER_SLO, measured::throughput),
                gain("5b", 4, 8, 0.40, UNDER_SLO, measured::throughput),
                gain("5c", 2, 4, 0.75, SATURATED, measured::saturated),
                gain("5d", 4, 8, 0.40, SATURATED, measured::saturated),
                fewerRequests(),
                lowerEnergy(),
                lowerEnergyOfNode(),
                energyPerRequest(),
                energyPerRequestOfNode(),
                wholeNodeAtLowLoad(),
                twoInstances("11", 2, 4),
                twoInstances("12", 4, 8),
                tbtByParallelism());
    }

    private Finding gain(
            String statement, int fewer, int more, double paper, String what, Function<Line, Curve> curve) {
        OptionalDouble ratio = over(top(more, curve), top(fewer, curve));
        return Finding.share(
                statement,
                what + " gained from TP" + fewer + " to TP" + more,
                paper,
                plus(ratio, -1),
                what + TOP + ": TP" + more + " / TP" + fewer + " - 1");
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
                "1 - power of TP2's two GPUs / of TP8's eight, medium load of each," + TOP
                        + "; equal times, so energies");
    }

    private Finding energyPerRequest() {
        return Finding.factor(
                "6d",
                "energy of a request on TP2 over that on TP8, medium load",
                0.60 / 0.40,
                over(top(2, Quantity.ENERGY_PER_REQUEST), top(8, Quantity.ENERGY_PER_REQUEST)),
                "the paper's own two numbers: 60 % of the energy for 40 % of the requests;" + TOP);
    }

    private Finding lowerEnergyOfNode() {
        return Finding.share(
                "6c",
                "the same, with the six other GPUs of TP2's node",
                0.40,
                less(over(nodePower(), power(8))),
                "1 - power of TP2's two GPUs and six resting ones / of TP8's eight" + RESTING);
    }

    private Finding energyPerRequestOfNode() {
        return Finding.factor(
                "6e",
                "the same, with the six other GPUs of TP2's node",
                0.60 / 0.40,
                over(over(nodePower(), rate(2)), over(power(8), rate(8))),
                "power of the whole node / requests a second, medium load of each" + RESTING);
    }

    /** The same low rate on both, measured on both. */
    private Finding wholeNodeAtLowLoad() {
        String says = "low load on a node rented whole: power of TP8 over that of TP2 and six resting GPUs";
        String rule = "the rates, the same on both, that are at most half of TP2's maximum throughput," + TOP + RESTING
                + "; holds if below 1 (needs points at given rates: --rate)";
        OptionalDouble rest = rest();
        Optional<Line> two = line(2);
        Optional<Line> eight = line(8);
        if (two.isEmpty() || eight.isEmpty() || rest.isEmpty()) {
            return Finding.absent("6f", says, BELOW, rule);
        }
        double most = top(2, measured::throughput).orElse(0) / 2;
        NavigableMap<Double, Double> little = measured.wattsByRate(two.get(), highest(two.get()));
        NavigableMap<Double, Double> all = measured.wattsByRate(eight.get(), highest(eight.get()));
        NavigableMap<Double, Double> ratios = new TreeMap<>();
        little.forEach((rate, watts) -> {
            if (all.containsKey(rate) && rate <= most) {
                ratios.put(rate, all.get(rate) / (watts + (NODE - 2) * rest.getAsDouble()));
            }
        });
        if (ratios.isEmpty()) {
            return Finding.absent("6f", says, BELOW, rule);
        }
        return Finding.claim(
                "6f",
                says,
                BELOW,
                ratios.entrySet().stream()
                        .map(entry -> Finding.times(entry.getValue())
                                + String.format(Locale.ROOT, " at %.3g requests a second", entry.getKey()))
                        .collect(Collectors.joining(", ")),
                ratios.values().stream().allMatch(ratio -> ratio < 1),
                rule);
    }

    /** One GPU with a live context and nothing to do. */
    private OptionalDouble rest() {
        return line(8).map(line -> measured.idle(line.setup()))
                .map(ParallelismFindings::top)
                .filter(OptionalDouble::isPresent)
                .map(watts -> OptionalDouble.of(watts.getAsDouble() / NODE))
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble nodePower() {
        OptionalDouble rest = rest();
        return rest.isPresent() ? plus(power(2), (NODE - 2) * rest.getAsDouble()) : rest;
    }

    /** The rate of medium load. */
    private OptionalDouble rate(int gpus) {
        return line(gpus).stream()
                .flatMap(line -> measured.mediumPoints(line).stream())
                .mapToDouble(point -> point.rate().perSecond())
                .max();
    }

    private Finding twoInstances(String statement, int fewer, int more) {
        OptionalDouble ratio = over(throughput(fewer), throughput(more));
        String says = "throughput of two instances of TP" + fewer + " over one of TP" + more;
        String rule =
                "twice the maximum throughput of TP" + fewer + " / that of TP" + more + TOP + "; holds if above 1";
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
        boolean falls =
                rises.equals(rises.stream().sorted(Comparator.reverseOrder()).toList());
        return Finding.claim(
                "13", says, "falls", rises.stream().map(Finding::times).collect(Collectors.joining(", ")), falls, rule);
    }

    private OptionalDouble power(int gpus) {
        return top(gpus, Quantity.POWER);
    }

    private OptionalDouble throughput(int gpus) {
        return top(gpus, measured::throughput);
    }

    private OptionalDouble top(int gpus, Quantity quantity) {
        return top(gpus, line -> measured.medium(line, quantity));
    }

    private OptionalDouble top(int gpus, Function<Line, Curve> curve) {
        return line(gpus).map(curve).map(ParallelismFindings::top).orElse(OptionalDouble.empty());
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
