package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.paper.Finding;
import io.gpugovernor.sim.sweep.paper.Findings;
import io.gpugovernor.sim.sweep.paper.Lever;
import io.gpugovernor.sim.sweep.paper.Measurements;
import io.gpugovernor.sim.sweep.paper.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A characterization as one HTML page that needs no network: the paper's figures and statements from a dataset. */
public final class SweepPage {
    private static final String SIMULATED =
            "Everything here is simulated. No GPU was measured for it: a digital twin of an engine and its GPUs ran in"
                    + " virtual time. On H100, power above 1,830 MHz is extrapolated, and every comparison with the"
                    + " highest clock rests on it.";
    private static final String MEASURED =
            "Measured on a node, at the client for latencies and by NVML for energy and clocks.";
    private static final String UNFINISHED = " The sweep is not finished; repeat its command with --resume.";

    private SweepPage() {}

    /**
     * The page for {@code dataset}.
     *
     * @param version of the program that draws it
     */
    public static String of(Dataset dataset, String version) {
        List<Figure> figures = figures(dataset);
        boolean twin = dataset.manifest().source().equals("twin");
        Map<String, String> places = new LinkedHashMap<>();
        places.put(
                "nature",
                Markup.text((twin ? SIMULATED : MEASURED) + (dataset.manifest().complete() ? "" : UNFINISHED)));
        places.put("command", Markup.text(dataset.manifest().command()));
        places.put("version", Markup.text(version));
        places.put("facts", Markup.items(SweepFacts.lines(dataset)));
        places.put("subjects", Markup.table(SweepFacts.subjects(dataset)));
        places.put("sections", figures.stream().map(Markup::section).collect(Collectors.joining("\n")));
        return Markup.page("sweep.html", places, figures);
    }

    private static List<Figure> figures(Dataset dataset) {
        Measurements measured = new Measurements(dataset);
        List<Figure> figures = new ArrayList<>();
        List<Finding> findings = Findings.of(List.of(dataset));
        if (!findings.isEmpty()) {
            figures.add(statements(findings));
        }
        for (Lever lever : Lever.values()) {
            Slice.of(dataset, lever).ifPresent(slice -> figures.addAll(new SliceFigures(measured, slice).all()));
        }
        List<Lever> missing = Findings.missing(List.of(dataset));
        if (!missing.isEmpty()) {
            figures.add(missing(missing));
        }
        if (!dataset.capacities().isEmpty()) {
            figures.add(SweepFacts.objectives(dataset));
        }
        if (!dataset.points().isEmpty()) {
            figures.add(SweepFacts.points(dataset));
        }
        return figures;
    }

    private static Figure statements(List<Finding> findings) {
        List<List<String>> rows = findings.stream()
                .map(finding -> List.of(
                        finding.statement(),
                        finding.says(),
                        finding.paper(),
                        finding.here(),
                        finding.verdict().words(),
                        finding.rule()))
                .toList();
        return new Figure(
                "statements",
                "What the paper says",
                List.of("The statements of \"Towards Greener LLMs\" (Stojkovic et al., 2024) that this dataset can be"
                        + " asked about, beside its own numbers. docs/paper.md explains where they differ on the"
                        + " twin."),
                Set.of(),
                List.of(),
                List.of(new Table("", List.of("no.", "statement", "paper", "here", "", "rule"), rows, true)));
    }

    private static Figure missing(List<Lever> levers) {
        List<String> words = levers.stream()
                .map(lever -> lever.figures() + " need " + lever.needs()
                        + ", at two clocks or more. On the twin: gpu-governor characterize --hardware NAME --figures "
                        + lever.option() + " --out DIR")
                .toList();
        return new Figure("missing", "Not in this dataset", words, Set.of(), List.of(), List.of());
    }
}
