package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.scrape.YamlNodes;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** YAML as a tree of nodes that know their line and column. No object is ever built from a tag. */
final class YamlTree {
    /** A policy file is four levels deep; the bound protects the parser's stack. */
    private static final int DEEPEST = 20;

    /** Enough to share a block between domains, too few to blow the tree up. */
    private static final int MOST_ALIASES = 20;

    private YamlTree() {}

    /** @throws UnreadableException if {@code text} is empty, not YAML, several documents, or beyond the limits */
    static Node compose(String text) throws UnreadableException {
        try {
            Node root = YamlNodes.compose(text, limits());
            if (root == null) {
                throw UnreadableException.whole(
                        "the file is empty", "begin with apiVersion: " + PolicyFile.API_VERSION);
            }
            return root;
        } catch (MarkedYAMLException malformed) {
            throw new UnreadableException(located(malformed));
        } catch (ReaderException unprintable) {
            throw new UnreadableException(located(unprintable, text));
        } catch (YAMLException beyond) {
            throw UnreadableException.whole("the file is not YAML: " + oneLine(beyond), "simplify the file");
        }
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(FileText.MOST_BYTES);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setAllowDuplicateKeys(false);
        limits.setAllowRecursiveKeys(false);
        return limits;
    }

    private static Problem located(MarkedYAMLException malformed) {
        Mark mark = malformed.getProblemMark();
        String message = "the file is not YAML: " + oneLine(malformed);
        String remedy = "check indentation, quotes and brackets here and just above";
        return mark == null
                ? new Problem("", 0, 0, message, remedy)
                : new Problem("", mark.getLine() + 1, mark.getColumn() + 1, message, remedy);
    }

    private static Problem located(ReaderException unprintable, String text) {
        String before = text.substring(0, Math.max(0, Math.min(unprintable.getPosition(), text.length())));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        String character = String.format("U+%04X", unprintable.getCodePoint());
        return new Problem("", line, column, "the character " + character + " is not allowed", "remove it");
    }

    private static String oneLine(YAMLException error) {
        String full = error instanceof MarkedYAMLException marked && marked.getProblem() != null
                ? marked.getProblem()
                : String.valueOf(error.getMessage());
        return full.strip().lines().findFirst().orElse("unreadable");
    }
}
