package io.gpugovernor.daemon.config;

import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A piece of a text that is replaced, so that all around it, comments and layout included, stays as it is.
 *
 * @param from first character, counted in code points
 * @param to the one after the last
 */
record TextEdit(int from, int to, String text) {
    static TextEdit of(Node node, String text) {
        return new TextEdit(node.getStartMark().getIndex(), node.getEndMark().getIndex(), text);
    }

    /** {@code text} with all of {@code edits}, which do not overlap. */
    static String apply(String text, List<TextEdit> edits) {
        StringBuilder changed = new StringBuilder(text);
        edits.stream()
                .distinct()
                .sorted(Comparator.comparingInt(TextEdit::from).reversed())
                .forEach(edit -> {
                    int from = text.offsetByCodePoints(0, edit.from());
                    changed.replace(from, text.offsetByCodePoints(from, edit.to() - edit.from()), edit.text());
                });
        return changed.toString();
    }
}
