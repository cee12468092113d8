package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.text.Suggestion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * One block of the file as it was written: its keys, their values, and where they stand. Opening it reports unknown and
 * repeated keys; reading a value reports a bad one and goes on with the default, so that all problems come out at once.
 */
final class Section {
    private final Keys block;
    private final String path;
    private final Node node;
    private final Findings findings;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Section(Keys block, String path, Node node, Findings findings) {
        this.block = block;
        this.path = path;
        this.node = node;
        this.findings = findings;
    }

    /** The block at {@code node}; empty, and reported, if that is not a block. */
    static Optional<Section> open(Keys block, String path, Node node, Findings findings) {
        if (!(node instanceof MappingNode mapping)) {
            String where = path.isEmpty() ? "the file" : path;
            findings.problem(
                    path, node, where + " must be a block of keys", "keys are " + String.join(", ", block.keys()));
            return Optional.empty();
        }
        if (!Values.plainTag(path, node, findings)) {
            return Optional.empty();
        }
        Section section = new Section(block, path, node, findings);
        mapping.getValue().forEach(section::take);
        return Optional.of(section);
    }

    private void take(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
            findings.problem(path, entry.getKeyNode(), "a key must be a word", "check brackets and indentation");
            return;
        }
        String key = keyNode.getValue();
        if (!block.keys().contains(key)) {
            findings.problem(pathOf(Quoted.of(key)), keyNode, "unknown key " + Quoted.of(key), remedyFor(key));
        } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
            findings.problem(pathOf(key), keyNode, "the key " + key + " is given twice", "remove one of them");
        }
    }

    private String remedyFor(String key) {
        if (key.equals("<<")) {
            return "merge keys are not read; write the keys out, or alias a whole block";
        }
        Optional<KeyRename> renamed = Migration.renamed(block, key);
        if (renamed.isPresent()) {
            return "did you mean " + renamed.get().after() + "? it is called so since " + PolicyFile.API_VERSION;
        }
        String known = "known keys here: " + String.join(", ", block.keys());
        return Suggestion.closest(key, block.keys())
                .map(word -> "did you mean " + word + "? " + known)
                .orElse(known);
    }

    String path() {
        return path;
    }

    /** The full path of {@code key}, as problems name it. */
    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What was written for {@code key}. */
    Optional<Node> node(String key) {
        if (!block.keys().contains(key)) {
            throw new IllegalArgumentException(key + " is not a key of " + block);
        }
        return Optional.ofNullable(values.get(key));
    }

    /** Where {@code key} is given, or the block itself where it is not. */
    Node place(String key) {
        return node(key).orElse(node);
    }

    /** The value of {@code key}; {@code fallback} if it is absent or, after reporting it, bad. */
    <T> T read(String key, ValueParser<T> parser, T fallback) {
        return read(key, parser).orElse(fallback);
    }

    /** The value of {@code key}; empty if it is absent or, after reporting it, bad. */
    <T> Optional<T> read(String key, ValueParser<T> parser) {
        return node(key).flatMap(value -> Values.read(pathOf(key), value, parser, findings));
    }

    /** The value of {@code key}, which must be there; {@code example} is the remedy if it is not. */
    <T> Optional<T> require(String key, ValueParser<T> parser, String example) {
        requireKey(key, example);
        return read(key, parser);
    }

    void requireKey(String key, String example) {
        if (node(key).isEmpty()) {
            findings.problem(pathOf(key), node, "the key " + key + " is missing", "add " + example);
        }
    }

    /** The block at {@code key}, read by {@code reader}; {@code fallback} if it is absent or, after reporting it, bad. */
    <T> T block(String key, Keys kind, Function<Section, T> reader, T fallback) {
        return node(key)
                .flatMap(value -> open(kind, pathOf(key), value, findings))
                .map(reader)
                .orElse(fallback);
    }
}
