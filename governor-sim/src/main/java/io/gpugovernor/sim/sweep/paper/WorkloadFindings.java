package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Section IV-A of the paper: what it says of the nine classes. */
final class WorkloadFindings {
    private static final double HALF = 990;
    private static final double STEP_BELOW = 1800;
    private static final List<String> INPUTS = List.of("S", "M", "L");
    /** Prompts close to the three classes' that volleys are made of. */
    private static final List<Integer> PREFILLS = List.of(128, 512, 1024);

    private final Measurements measured;
    private final Slice slice;

    WorkloadFindings(Measurements measured, Slice slice) {
        this.measured = measured;
        this.slice = slice;
    }

    List<Finding> all() {
        return List.of(
                throughputAtHalf(),
                powerAtNoCost("2a", 0.05),
                powerAtNoCost("2b", 0.10),
                powerUnderTheSlo(),
                ttftByInput(),
                tbtByClass(),
                throttledByInput(),
                flattened(),
                bestThroughput());
    }

    private Finding throughputAtHalf() {
        OptionalDouble ratio = line(WorkloadClass.SMALL_SMALL)
                .map(line -> measured.throughput(line).ratioNear(HALF))
                .orElse(OptionalDouble.empty());
        return Finding.share(
                "1",
                "maximum throughput lost at half the clock, small input and output",
                0.20,
                ratio.isPresent() ? OptionalDouble.of(1 - ratio.getAsDouble()) : ratio,
                "SS: 1 - maximum throughput under the SLO near 990 MHz / at the highest clock");
    }

    private Finding powerAtNoCost(String statement, double tolerance) {
        String within = Finding.percent(tolerance);
        List<Double> savings = slice.lines().stream()
                .flatMap(line -> saving(line, tolerance).stream())
                .sorted()
                .toList();
        String rule =
                "per class: least power at medium load over the clocks at which median TTFT, median TBT and maximum"
                        + " throughput are within " + within
                        + " of those at the highest clock; median over the classes";
        String says = "power saved without any impact on latency or throughput, median class";
        return median(statement, says, savings, rule);
    }

    /** What a governor asks: latencies may grow as long as they keep what was promised. */
    private Finding powerUnderTheSlo() {
        List<Double> savings = slice.lines().stream()
                .flatMap(line -> savingUnderTheSlo(line).stream())
                .sorted()
                .toList();
        return median(
                "2c",
                "power saved with latencies inside the SLO at medium load, median class",
                savings,
                "per class: least power at medium load over the clocks at which the 99th percentiles of TTFT and TBT"
                        + " keep the SLO; median over the classes");
    }

    private static Finding median(String statement, String says, List<Double> savings, String rule) {
        if (savings.isEmpty()) {
            return Finding.absent(statement, says, "about 20 %", rule);
        }
        double median = (savings.get((savings.size() - 1) / 2) + savings.get(savings.size() / 2)) / 2;
        String each = savings.stream().map(Finding::percent).collect(Collectors.joining(", "));
        return Finding.share(statement, says + " (classes: " + each + ")", 0.20, OptionalDouble.of(median), rule);
    }

    private Optional<Double> savingUnderTheSlo(Line line) {
        Curve power = measured.medium(line, Quantity.POWER);
        return measured.limits(line)
                .flatMap(limits -> power.values().keySet().stream()
                        .filter(clock -> keeps(measured.medium(line, Quantity.TTFT_P99), clock, limits.sloTtft())
                                && keeps(measured.medium(line, Quantity.TBT_P99), clock, limits.sloTbt()))
                        .map(clock -> 1 - ratio(power, clock))
                        .max(Double::compare));
    }

    private static boolean keeps(Curve latency, Megahertz clock, Duration limit) {
        return latency.at(clock).map(Estimate::value).orElse(Double.NaN) <= Durations.seconds(limit);
    }

    /** The largest share of power that a clock saves where no latency and no throughput is off by more than {@code tolerance}. */
    private Optional<Double> saving(Line line, double tolerance) {
        Curve power = measured.medium(line, Quantity.POWER);
        Curve ttft = measured.medium(line, Quantity.TTFT_P50);
        Curve tbt = measured.medium(line, Quantity.TBT_P50);
        Curve throughput = measured.throughput(line);
        if (power.values().isEmpty() || throughput.values().isEmpty()) {
            return Optional.empty();
        }
        return power.values().keySet().stream()
                .filter(clock -> ratio(ttft, clock) <= 1 + tolerance
                        && ratio(tbt, clock) <= 1 + tolerance
                        && ratio(throughput, clock) >= 1 - tolerance)
                .map(clock -> 1 - ratio(power, clock))
                .max(Double::compare);
    }

    private Finding ttftByInput() {
        List<Double> rises = byInput(line -> measured.isolatedTtft(line).ratioNear(HALF));
        String says = "TTFT at half the clock, alone on the engine, by input S, M, L";
        String rule =
                "TTFT of a request alone near 990 MHz / at the highest clock, mean over the outputs of each input;"
                        + " holds if it grows from S to M to L";
        if (rises.size() < INPUTS.size()) {
            return Finding.absent("3a", says, "grows with the prompt", rule);
        }
        return Finding.claim(
                "3a", says, "grows with the prompt", joined(rises, Finding::times), increasing(rises), rule);
    }

    private Finding tbtByClass() {
        List<Double> rises = slice.lines().stream()
                .map(line -> measured.medium(line, Quantity.TBT_P50).ratioNear(HALF))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .sorted()
                .toList();
        List<Double> alone = slice.lines().stream()
                .map(line -> measured.isolatedTbt(line).ratioNear(HALF))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .sorted()
                .toList();
        String says = "TBT at half the clock over the classes, least to most: alone, and at medium load";
        String rule =
                "median TBT near 990 MHz / at the highest clock; holds if the classes alone differ by less than 10"
                        + " points";
        if (rises.isEmpty() || alone.isEmpty()) {
            return Finding.absent("3b", says, "does not depend on lengths", rule);
        }
        double least = alone.get(0);
        double most = alone.get(alone.size() - 1);
        return Finding.claim(
                "3b",
                says,
                "does not depend on lengths",
                Finding.times(least) + " to " + Finding.times(most) + "; " + Finding.times(rises.get(0)) + " to "
                        + Finding.times(rises.get(rises.size() - 1)),
                most - least < 0.10,
                rule);
    }

    private Finding throttledByInput() {
        List<Double> shares = PREFILLS.stream()
                .flatMap(
                        tokens -> measured.throttledPrefill(slice.lines().get(0).setup(), tokens).stream())
                .toList();
        String says = "time under the clock set during the prefill of a prompt alone, of 128, 512 and 1024 tokens";
        String rule =
                "volleys of one request with one token out, throttled share at the highest clock; holds if above 5 %"
                        + " for 1024 tokens";
        if (shares.size() < PREFILLS.size()) {
            return Finding.absent("4a", says, "large inputs throttle", rule);
        }
        return Finding.claim(
                "4a", says, "large inputs throttle", joined(shares, Finding::percent), shares.get(2) > 0.05, rule);
    }

    private Finding flattened() {
        List<Double> rises = byInput(line -> measured.isolatedTtft(line).ratioNear(STEP_BELOW));
        String says = "TTFT at 1.8 GHz, alone on the engine, by input S, M, L (arithmetic alone would take 1.10 times)";
        String rule =
                "TTFT of a request alone near 1800 MHz / at the highest clock; holds if L rises by less than half of"
                        + " what arithmetic would, 1.05";
        if (rises.size() < INPUTS.size()) {
            return Finding.absent("4b", says, "throttling flattens the response of large inputs", rule);
        }
        return Finding.claim(
                "4b",
                says,
                "throttling flattens the response of large inputs",
                joined(rises, Finding::times),
                rises.get(2) < 1.05,
                rule);
    }

    private Finding bestThroughput() {
        List<Line> order = new ArrayList<>(slice.lines());
        order.removeIf(line -> measured.throughput(line).values().isEmpty());
        String says = "class with the highest maximum throughput";
        String rule = "maximum throughput under the SLO at the highest clock, requests a second";
        if (order.isEmpty()) {
            return Finding.absent("10", says, "SS", rule);
        }
        order.sort((a, b) -> Double.compare(atTop(b), atTop(a)));
        String best = order.get(0).workload().code();
        return Finding.claim("10", says, "SS", best, best.equals("SS"), rule);
    }

    private double atTop(Line line) {
        return measured.throughput(line).values().lastEntry().getValue().value();
    }

    private List<Double> byInput(Function<Line, OptionalDouble> value) {
        List<Double> means = new ArrayList<>();
        for (String input : INPUTS) {
            slice.lines().stream()
                    .filter(line -> line.workload().code().startsWith(input))
                    .map(value)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .average()
                    .ifPresent(means::add);
        }
        return means;
    }

    private Optional<Line> line(WorkloadClass workload) {
        return slice.lines().stream()
                .filter(line -> line.workload() == workload)
                .findFirst();
    }

    private static boolean increasing(List<Double> values) {
        return values.get(0) < values.get(1) && values.get(1) < values.get(2);
    }

    private static String joined(List<Double> values, Function<Double, String> words) {
        return values.stream().map(words).collect(Collectors.joining(", "));
    }

    private static double ratio(Curve curve, Megahertz clock) {
        return curve.ratioNear(clock.value()).orElse(Double.NaN);
    }
}
