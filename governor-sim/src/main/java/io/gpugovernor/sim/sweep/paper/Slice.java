package io.gpugovernor.sim.sweep.paper;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Setup;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The lines of a dataset that differ in one lever and in nothing else.
 *
 * @param lines at least two, in the order of the lever
 */
public record Slice(Lever lever, List<Line> lines) {
    private static final WorkloadClass USUAL = WorkloadClass.MEDIUM_MEDIUM;

    /**
     * The largest such set: of equal ones, that of medium requests, of more GPUs and of the larger batch. Empty where the
     * dataset does not vary the lever, or has one clock only.
     */
    public static Optional<Slice> of(Dataset dataset, Lever lever) {
        Set<Line> lines = new HashSet<>();
        Stream.concat(
                        dataset.points().stream().map(point -> new Line(point.setup(), point.workload())),
                        dataset.capacities().stream().map(row -> new Line(row.setup(), row.workload())))
                .forEach(lines::add);
        long clocks =
                dataset.points().stream().map(point -> point.clock()).distinct().count();
        if (clocks < 2) {
            return Optional.empty();
        }
        return candidates(lever, lines).stream()
                .filter(candidate -> candidate.size() > 1)
                .max(Comparator.<List<Line>>comparingInt(List::size)
                        .thenComparing(candidate -> candidate.get(0).workload() == USUAL)
                        .thenComparing(
                                candidate -> candidate.get(candidate.size() - 1).setup())
                        .thenComparing(candidate -> candidate.get(0).workload(), Comparator.reverseOrder()))
                .map(candidate -> new Slice(lever, candidate));
    }

    /** What distinguishes {@code line} from the others. */
    public String name(Line line) {
        return switch (lever) {
            case WORKLOAD -> line.workload().code();
            case PARALLELISM -> "TP" + line.setup().tensorParallel();
            case BATCH -> "batch " + line.setup().maxSequences();
        };
    }

    /** What all lines have in common, in words. */
    public String common() {
        Setup setup = lines.get(0).setup();
        String requests = lines.get(0).workload().code() + " requests";
        return switch (lever) {
            case WORKLOAD -> "on " + setup.tensorParallel() + " GPUs, maximum batch " + setup.maxSequences();
            case PARALLELISM -> requests + sameBatch();
            case BATCH -> requests + " on " + setup.tensorParallel() + " GPUs";
        };
    }

    private String sameBatch() {
        List<Integer> batches = lines.stream()
                .map(line -> line.setup().maxSequences())
                .distinct()
                .toList();
        return batches.size() == 1 ? ", maximum batch " + batches.get(0) : ", each with its largest maximum batch";
    }

    private static List<List<Line>> candidates(Lever lever, Set<Line> lines) {
        return switch (lever) {
            case WORKLOAD ->
                List.copyOf(grouped(lines, Line::setup, Comparator.comparing(Line::workload))
                        .values());
            case PARALLELISM ->
                List.copyOf(grouped(largestBatches(lines), Line::workload, Comparator.comparing(Line::setup))
                        .values());
            case BATCH ->
                List.copyOf(grouped(
                                lines,
                                line -> line.setup().tensorParallel() + " " + line.workload(),
                                Comparator.comparing(Line::setup))
                        .values());
        };
    }

    private static Set<Line> largestBatches(Set<Line> lines) {
        Set<Line> largest = new HashSet<>();
        for (Line line : lines) {
            boolean beaten = lines.stream()
                    .anyMatch(other -> other.workload() == line.workload()
                            && other.setup().tensorParallel() == line.setup().tensorParallel()
                            && other.setup().maxSequences() > line.setup().maxSequences());
            if (!beaten) {
                largest.add(line);
            }
        }
        return largest;
    }

    private static <K extends Comparable<K>> Map<K, List<Line>> grouped(
            Set<Line> lines, Function<Line, K> by, Comparator<Line> order) {
        return lines.stream()
                .collect(groupingBy(
                        by,
                        TreeMap::new,
                        collectingAndThen(
                                toList(), all -> all.stream().sorted(order).toList())));
    }
}
