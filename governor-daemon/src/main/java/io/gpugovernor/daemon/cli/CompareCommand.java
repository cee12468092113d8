package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetException;
import io.gpugovernor.sim.sweep.DatasetReader;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.compare.DatasetComparison;
import io.gpugovernor.sim.sweep.compare.Difference;
import io.gpugovernor.sim.sweep.compare.Pair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code characterize compare}: two datasets side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compare two datasets: what both measured in the same configuration, class, clock and load, and"
                + " by how much the second differs from the first.")
public final class CompareCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the first dataset.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path first;

    @Parameters(index = "1", paramLabel = "DIR", description = "Folder of the second dataset.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path second;

    @Option(names = "--all", description = "Print every row that matches, not the summary alone.")
    private boolean all;

    @Override
    public Integer call() {
        try {
            Dataset one = DatasetReader.read(first);
            Dataset other = DatasetReader.read(second);
            DatasetComparison comparison = DatasetComparison.of(one, other);
            if (comparison.pairs().isEmpty()) {
                throw new CommandFailure(
                        ExitCodes.FAILURE,
                        "nothing in common: " + first + " has " + what(one) + ", " + second + " has " + what(other)
                                + "; rows match on configuration, class, clock and load");
            }
            print(comparison, one, other);
        } catch (DatasetException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
        return ExitCodes.OK;
    }

    private void print(DatasetComparison comparison, Dataset one, Dataset other) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("first:  " + first + " (" + what(one) + ")");
        out.println("second: " + second + " (" + what(other) + ")");
        out.println(comparison.pairs().size() + " rows match; "
                + comparison.onlyFirst().size() + " are in the first only, "
                + comparison.onlySecond().size() + " in the second only");
        out.println();
        if (all) {
            everyRow(comparison.pairs()).lines().forEach(out::println);
            out.println();
        }
        TextTable table = new TextTable("quantity", "rows", "median difference", "median size", "worst", "where");
        comparison.differences().forEach(difference -> table.add(row(difference)));
        table.lines().forEach(out::println);
        unmatched(out, "first", comparison.onlyFirst());
        unmatched(out, "second", comparison.onlySecond());
        out.flush();
    }

    private static String[] row(Difference difference) {
        return new String[] {
            difference.quantity(),
            Integer.toString(difference.rows()),
            percent(difference.median()),
            String.format(Locale.ROOT, "%.1f %%", 100 * difference.medianSize()),
            percent(difference.worst()),
            difference.where()
        };
    }

    private static TextTable everyRow(List<Pair> pairs) {
        TextTable table = new TextTable("row", "quantity", "first", "second", "difference");
        for (Pair pair : pairs) {
            pair.quantities()
                    .forEach(quantity -> table.add(
                            pair.name(),
                            quantity.name(),
                            String.format(Locale.ROOT, "%.5g", quantity.first()),
                            String.format(Locale.ROOT, "%.5g", quantity.second()),
                            percent(quantity.difference())));
        }
        return table;
    }

    private static void unmatched(PrintWriter out, String which, List<String> names) {
        if (!names.isEmpty()) {
            out.println();
            out.println("Only in the " + which + ": "
                    + names.stream().limit(10).collect(Collectors.joining("; "))
                    + (names.size() > 10 ? "; and " + (names.size() - 10) + " more" : ""));
        }
    }

    private static String what(Dataset dataset) {
        return dataset.manifest().source() + " "
                + dataset.manifest().subjects().stream()
                        .map(Subject::hardware)
                        .distinct()
                        .collect(Collectors.joining(", "))
                + ", "
                + dataset.manifest().subjects().stream()
                        .map(subject -> subject.setup().toString())
                        .collect(Collectors.joining("; "))
                + (dataset.manifest().complete() ? "" : ", incomplete");
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * ratio);
    }
}
