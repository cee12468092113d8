package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Rewrites a policy file of an older version, one version after the other. Comments and layout stay. */
public final class PolicyMigration {
    private final List<TextEdit> edits = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final Migration migration;

    private PolicyMigration(Migration migration) {
        this.migration = migration;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** The file is of the present version. */
        record Current(String text) implements Outcome {}

        /**
         * It was of an older one.
         *
         * @param text the file as it should be
         * @param changes a line each
         */
        record Migrated(String text, List<String> changes) implements Outcome {}

        /** It cannot be told of which version it is, or that is newer. */
        record Impossible(Problem problem) implements Outcome {}
    }

    /** The text of {@code file} in the present version. */
    public static Outcome of(Path file) {
        try {
            return of(FileText.read(file));
        } catch (UnreadableException unreadable) {
            return new Outcome.Impossible(unreadable.problem());
        }
    }

    /** {@code text} in the present version. */
    public static Outcome of(String text) {
        String present = text;
        List<String> changes = new ArrayList<>();
        try {
            // Each round ends one version further, so there are no more rounds than versions.
            for (int round = 0; round <= Migration.CHAIN.size(); round++) {
                Node root = YamlTree.compose(present);
                ScalarNode version = version(root)
                        .orElseThrow(() -> UnreadableException.whole(
                                "the file does not say of which version it is",
                                "add apiVersion: " + PolicyFile.API_VERSION));
                Optional<Migration> next = ApiVersion.of(version.getValue()).flatMap(Migration::from);
                if (next.isEmpty()) {
                    return ended(present, changes, version);
                }
                PolicyMigration step = new PolicyMigration(next.get());
                step.edits.add(TextEdit.of(version, next.get().to().toString()));
                step.changes.add(
                        "line " + line(version) + ": apiVersion: " + next.get().to());
                step.visit(Block.ROOT, root);
                present = TextEdit.apply(present, step.edits);
                changes.addAll(step.changes);
            }
        } catch (UnreadableException unreadable) {
            return new Outcome.Impossible(unreadable.problem());
        }
        throw new IllegalStateException("the migrations run in a circle");
    }

    private static Outcome ended(String text, List<String> changes, ScalarNode version) {
        Optional<ApiVersion> named = ApiVersion.of(version.getValue());
        if (named.isPresent() && named.get().isCurrent()) {
            return changes.isEmpty() ? new Outcome.Current(text) : new Outcome.Migrated(text, changes);
        }
        return new Outcome.Impossible(VersionProblem.of(version));
    }

    static Optional<ScalarNode> version(Node root) {
        if (!(root instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("apiVersion"))
                .map(NodeTuple::getValueNode)
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .findFirst();
    }

    private void visit(Block block, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                Optional<String> newName = migration.newName(block, key.getValue());
                newName.ifPresent(name -> rename(key, name));
                block.below(newName.orElse(key.getValue())).ifPresent(inner -> visitAll(inner, entry.getValueNode()));
            }
        }
    }

    private void visitAll(Block block, Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> visit(block, item));
        } else {
            visit(block, node);
        }
    }

    /** A block that is used twice through an alias is changed once. */
    private void rename(ScalarNode key, String name) {
        TextEdit edit = TextEdit.of(key, name);
        if (!edits.contains(edit)) {
            edits.add(edit);
            changes.add("line " + line(key) + ": " + key.getValue() + " is called " + name);
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
