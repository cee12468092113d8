package io.gpugovernor.daemon.scrape;

import io.gpugovernor.daemon.text.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a {@link Vocabulary} from the tree of its file and collects all that is wrong with it. */
final class DialectReader {
    private static final List<String> KEYS = List.of("engine", "families", "silenced", "ranks", "bookedAtEnd", "roles");
    private static final String SILENCED = "it does not export them, or is another engine";

    private final List<DialectProblem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    DialectResult read(Node root) {
        Map<String, Node> values = entries("the file", root, KEYS);
        String engine = required("engine", root, values, "engine: and the engine's name");
        String families = required("families", root, values, "families: and what its metric names begin with");
        String silenced = values.containsKey("silenced") ? text("silenced", values.get("silenced")) : SILENCED;
        Ranks ranks = new Ranks(
                new LinkedHashSet<>(texts("ranks", values.get("ranks")).values()));
        Set<Role> bookedAtEnd = EnumSet.noneOf(Role.class);
        texts("bookedAtEnd", values.get("bookedAtEnd"))
                .forEach((node, key) -> role(key, node).ifPresent(bookedAtEnd::add));
        Map<Role, List<MetricSum>> words = roles(root, values.get("roles"));
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(DialectProblem::line).thenComparingInt(DialectProblem::column));
            return new DialectResult.Rejected(problems);
        }
        return new DialectResult.Loaded(new Vocabulary(engine, families, silenced, ranks, bookedAtEnd, words));
    }

    private Map<Role, List<MetricSum>> roles(Node root, @Nullable Node node) {
        Map<Role, List<MetricSum>> words = new EnumMap<>(Role.class);
        if (node == null) {
            problem(root, "the key roles is missing", "add roles: with at least running and waiting");
            return words;
        }
        entries("roles", node, Role.keys())
                .forEach((key, value) -> role(key, value).ifPresent(role -> words.put(role, sums(key, value))));
        for (Role role : Role.values()) {
            if (role.need() == Role.Need.REQUIRED && !words.containsKey(role)) {
                problem(node, "the role " + role.key() + " is missing", "the governor cannot work without it");
            }
        }
        return words;
    }

    private List<MetricSum> sums(String key, Node value) {
        List<MetricSum> sums = new ArrayList<>();
        Map<Node, String> names = texts("roles." + key, value);
        if (names.isEmpty()) {
            problem(value, "roles." + key + " names no metric", "name one, or remove the role");
        }
        names.forEach((node, text) -> MetricSum.parse(text)
                .ifPresentOrElse(
                        sum -> {
                            sums.add(sum);
                            if (!seen.add(sum.toString())) {
                                problem(node, sum + " stands twice", "remove one of them");
                            }
                        },
                        () -> problem(
                                node,
                                "'" + text + "' names no metric",
                                "write name, name{label=value}, or several joined by +")));
        return sums;
    }

    private Optional<Role> role(String key, Node at) {
        Optional<Role> role = Role.ofKey(key);
        if (role.isEmpty()) {
            problem(at, "'" + key + "' is no role", suggestion(key, Role.keys()));
        }
        return role;
    }

    /** The entries of a mapping, in order; those with unknown keys are reported and left out. */
    private Map<String, Node> entries(String place, Node node, List<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, place + " must be a block of keys", "keys are " + String.join(", ", known));
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (known.contains(key)) {
                entries.put(key, entry.getValueNode());
            } else {
                problem(entry.getKeyNode(), "unknown key '" + key + "' in " + place, suggestion(key, known));
            }
        }
        return entries;
    }

    private String required(String key, Node root, Map<String, Node> values, String example) {
        Node value = values.get(key);
        if (value == null) {
            problem(root, "the key " + key + " is missing", "add " + example);
            return "";
        }
        return text(key, value);
    }

    /** The texts of a list, or the one text that stands for a list of one; none where nothing is written. */
    private Map<Node, String> texts(String place, @Nullable Node node) {
        Map<Node, String> texts = new LinkedHashMap<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(entry -> texts.put(entry, text(place, entry)));
        } else if (node != null) {
            texts.put(node, text(place, node));
        }
        return texts;
    }

    private String text(String place, @Nullable Node node) {
        if (node instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()
                && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue().strip();
        }
        if (node != null) {
            problem(node, place + " must be a text", "write it on one line, in quotes where it holds a colon");
        }
        return "";
    }

    private void problem(Node at, String message, String remedy) {
        problems.add(new DialectProblem(
                at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, message, remedy));
    }

    private static String suggestion(String wrong, List<String> known) {
        String all = "known here are " + String.join(", ", known);
        return Suggestion.closest(wrong, known)
                .map(word -> "did you mean " + word + "? " + all)
                .orElse(all);
    }
}
