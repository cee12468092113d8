package io.gpugovernor.daemon.config;

import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads single values. What counts is the text as written, never YAML's idea of its type: {@code off} stays {@code off},
 * and {@code 0345} is not octal.
 */
final class Values {
    /** The types that YAML gives by itself; any other was asked for with a tag. */
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP, Tag.NULL, Tag.MAP, Tag.SEQ, Tag.MERGE);

    private Values() {}

    /** The value at {@code node}; empty, and reported, if it is not one value or {@code parser} refuses it. */
    static <T> Optional<T> read(String path, Node node, ValueParser<T> parser, Findings findings) {
        if (!plainTag(path, node, findings)) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            findings.problem(path, node, path + " must be a single value", "remove the brackets or the nested lines");
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            findings.problem(path, node, path + " has no value", "give it one, or remove the key to use the default");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(scalar.getValue()));
        } catch (BadValueException bad) {
            findings.problem(path, node, path + ": " + bad.getMessage(), bad.remedy());
            return Optional.empty();
        }
    }

    /** Whether {@code node} carries no tag of its own; reported if it does. */
    static boolean plainTag(String path, Node node, Findings findings) {
        boolean plain = PLAIN_TAGS.contains(node.getTag());
        if (!plain) {
            String tag = Quoted.of(node.getTag().getValue());
            findings.problem(path, node, "the tag " + tag + " is not allowed", "remove the tag; values need none");
        }
        return plain;
    }
}
