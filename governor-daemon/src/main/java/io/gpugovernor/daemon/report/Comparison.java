package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Entry;
import io.gpugovernor.sim.evaluation.Results;
import io.gpugovernor.sim.evaluation.Study;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Every policy in every setting: energy against attainment, saving against load, switches. */
final class Comparison {
    /** Drawn for no miss at all, which a logarithmic axis has no place for. */
    private static final double NO_MISS = 0.01;

    private static final List<Study> COMPARED = List.of(Study.LOADS, Study.CLASSES, Study.SHAPES, Study.SCHEDULING);
    private final Results results;
    private final Map<Scene, Group> scenes;

    Comparison(Results results) {
        this.results = results;
        List<Entry> entries = COMPARED.stream()
                .flatMap(study -> results.matrix().of(study).stream())
                .toList();
        this.scenes = Group.by(results, entries, Scene::of);
    }

    boolean isEmpty() {
        return scenes.isEmpty();
    }

    List<String> policies() {
        return scenes.keySet().stream().map(Scene::policy).distinct().toList();
    }

    List<String> settings() {
        return scenes.keySet().stream().map(Scene::where).distinct().toList();
    }

    /** Each policy over all settings. */
    Figure overall() {
        List<List<String>> rows = new ArrayList<>();
        for (String policy : policies()) {
            List<Group> of = groups(policy);
            rows.add(List.of(
                    policy,
                    String.valueOf(of.size()),
                    of.stream().filter(Group::keepsThePromise).count() + " of " + of.size(),
                    Said.percent(mean(of, Group::saving)),
                    Said.share(of.stream().mapToDouble(Group::kept).min().orElseThrow()),
                    Said.one(mean(of, Group::switches))));
        }
        return new Figure(
                "overall",
                "Every policy over all settings",
                List.of("A saving counts only where the promise is kept: where as many requests were inside the SLO as"
                        + " promised or, where maximum clock itself is overloaded, as many as it keeps. static-best is"
                        + " the best single clock chosen in hindsight for each run; nobody has that hindsight in"
                        + " operation. The clairvoyant knows all that will come. The published governors were given"
                        + " the twin's own models and sit inside the engine; slack sees a scrape."),
                studies(),
                List.of(),
                List.of(new Table(
                        List.of(
                                "policy",
                                "settings",
                                "promise kept",
                                "mean saving",
                                "least attainment",
                                "switches a minute"),
                        rows)));
    }

    Figure attainment() {
        List<Chart> charts = new ArrayList<>();
        for (Map.Entry<String, List<Scene>> panel : panels().entrySet()) {
            List<Series> series = new ArrayList<>();
            for (String policy : policies()) {
                List<Dot> dots = panel.getValue().stream()
                        .filter(scene -> scene.policy().equals(policy))
                        .map(scene -> dot(scene, group(scene)))
                        .toList();
                if (!dots.isEmpty()) {
                    series.add(new Series(policy, dots));
                }
            }
            charts.add(new Chart(
                    panel.getKey(),
                    Axis.logarithmic("requests outside the SLO, %").marking(1),
                    Axis.of("energy, % of maximum clock's"),
                    false,
                    series));
        }
        return new Figure(
                "attainment",
                "Energy against attainment",
                List.of("Each point is a policy in one setting, the mean over the seeds; better is left and down."
                        + " Right of the line at 1 %, more"
                        + " requests missed than the SLO allows. 0.01 % stands for none. In the table, the saving with"
                        + " the attainment in brackets; ✗ marks a broken promise."),
                studies(),
                charts,
                List.of(everything()));
    }

    private static Dot dot(Scene scene, Group group) {
        double missed = Math.max(NO_MISS, 100 * (1 - group.kept()));
        double energy = 100 * (1 - group.saving());
        return new Dot(missed, energy, energy, energy, scene.course().equals("55 %") ? scene.place() : scene.where());
    }

    private Map<String, List<Scene>> panels() {
        Map<String, List<Scene>> panels = new LinkedHashMap<>();
        for (Study study : COMPARED) {
            for (Entry entry : results.matrix().of(study)) {
                Scene scene = Scene.of(entry);
                String title = switch (study) {
                    case CLASSES -> "the nine classes";
                    case SHAPES -> "loads that move";
                    case SCHEDULING -> "an engine that computes prompts first";
                    default -> scene.place();
                };
                List<Scene> panel = panels.computeIfAbsent(title, any -> new ArrayList<>());
                if (!panel.contains(scene)) {
                    panel.add(scene);
                }
            }
        }
        return panels;
    }

    private Table everything() {
        List<String> head =
                Stream.concat(Stream.of("setting"), policies().stream()).toList();
        List<List<String>> rows = new ArrayList<>();
        for (String where : settings()) {
            rows.add(row(where, Group::said));
        }
        return new Table(head, rows);
    }

    private List<String> row(String where, Function<Group, String> said) {
        List<String> row = new ArrayList<>(List.of(where));
        for (String policy : policies()) {
            row.add(scenes.entrySet().stream()
                    .filter(entry -> entry.getKey().where().equals(where)
                            && entry.getKey().policy().equals(policy))
                    .findFirst()
                    .map(entry -> said.apply(entry.getValue()))
                    .orElse("–"));
        }
        return row;
    }

    /** Saving against load, for each workload and hardware that was run at two constant loads or more. */
    Figure load() {
        List<Chart> charts = new ArrayList<>();
        List<Scene> constant = results.matrix().of(Study.LOADS).stream()
                .map(Scene::of)
                .distinct()
                .filter(scene -> scene.course().matches("[0-9.]+ %"))
                .toList();
        for (String place : constant.stream().map(Scene::place).distinct().toList()) {
            List<Series> series = new ArrayList<>();
            for (String policy : policies()) {
                List<Dot> dots = constant.stream()
                        .filter(scene ->
                                scene.place().equals(place) && scene.policy().equals(policy))
                        .map(Comparison.this::savingAtLoad)
                        .sorted(Comparator.comparingDouble(Dot::x))
                        .toList();
                if (dots.size() > 1 && !policy.equals("max")) {
                    series.add(new Series(policy, dots));
                }
            }
            if (!series.isEmpty()) {
                charts.add(new Chart(
                        place,
                        Axis.of("load, % of SLO capacity"),
                        Axis.of("energy saved, %").marking(0),
                        true,
                        series));
            }
        }
        return new Figure(
                "load",
                "Saving against load",
                List.of("Bars span the seeds. A hollow point broke the promise. The numbers are in the table above."),
                Set.of(Study.LOADS),
                charts,
                List.of());
    }

    private Dot savingAtLoad(Scene scene) {
        Group group = group(scene);
        double load = Double.parseDouble(scene.course().replace(" %", ""));
        return Dot.of(load, group.savings().map(share -> 100 * share), group.keepsThePromise() ? "" : "✗");
    }

    Figure switches() {
        List<String> settings = settings();
        List<Series> series = new ArrayList<>();
        for (String policy : policies()) {
            List<Dot> dots = new ArrayList<>();
            for (Map.Entry<Scene, Group> entry : scenes.entrySet()) {
                double rate = entry.getValue().switches();
                if (entry.getKey().policy().equals(policy) && rate > 0.1) {
                    dots.add(new Dot(
                            rate,
                            settings.size()
                                    - 1
                                    - settings.indexOf(entry.getKey().where()),
                            0,
                            0,
                            entry.getKey().where()));
                }
            }
            if (!dots.isEmpty()) {
                series.add(new Series(policy, dots));
            }
        }
        List<String> ticks = new ArrayList<>(settings);
        Collections.reverse(ticks);
        return new Figure(
                "switches",
                "Switches",
                List.of("Changes of the setpoint a minute, mean over the seeds. A switch is assumed to take 10 ms"
                        + " call, 20 ms transition and 10 ms stall unless the command says otherwise; whether a real GPU"
                        + " bears a rate of switches for years is not simulated."),
                studies(),
                List.of(new Chart(
                        "every setting",
                        Axis.logarithmic("switches a minute"),
                        Axis.named("setting", ticks),
                        false,
                        series)),
                List.of(new Table(
                        Stream.concat(Stream.of("setting"), policies().stream()).toList(),
                        settings.stream()
                                .map(where -> row(where, group -> Said.one(group.switches())))
                                .toList())));
    }

    private Group group(Scene scene) {
        return Objects.requireNonNull(scenes.get(scene), "every scene has a group");
    }

    private List<Group> groups(String policy) {
        return scenes.entrySet().stream()
                .filter(entry -> entry.getKey().policy().equals(policy))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static double mean(List<Group> groups, ToDoubleFunction<Group> number) {
        return groups.stream().mapToDouble(number).average().orElseThrow();
    }

    private Set<Study> studies() {
        return Set.copyOf(COMPARED.stream()
                .filter(study -> !results.matrix().of(study).isEmpty())
                .toList());
    }
}
