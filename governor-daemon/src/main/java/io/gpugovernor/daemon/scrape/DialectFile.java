package io.gpugovernor.daemon.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Finds dialect files: those that come with the program, and those of operators. */
final class DialectFile {
    /** A dialect is a page of text; anything larger is the wrong file. */
    private static final int MOST_BYTES = 64 << 10;

    private static final Map<String, Vocabulary> READ = new ConcurrentHashMap<>();

    private DialectFile() {}

    /** @throws IllegalArgumentException if there is no such dialect, or its file is wrong */
    static Vocabulary shipped(String type) {
        if (!Dialect.SHIPPED.contains(type)) {
            throw new IllegalArgumentException(
                    "no engine type '" + type + "' is known; known are " + String.join(", ", Dialect.SHIPPED));
        }
        return READ.computeIfAbsent(type, DialectFile::resource);
    }

    private static Vocabulary resource(String type) {
        String file = type + ".yaml";
        try (InputStream content = DialectFile.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException("the program comes without its " + file);
            }
            DialectResult result = parse(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            if (result instanceof DialectResult.Loaded loaded && loaded.dialect() instanceof Vocabulary vocabulary) {
                return vocabulary;
            }
            throw new IllegalArgumentException(file + " is wrong: " + result);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The dialect in {@code file}, at most 64 KiB of YAML in UTF-8. */
    static DialectResult load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? whole("the file is larger than 64 KiB", "is this a dialect file?")
                    : parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            return whole("there is no such file", "correct engine.type");
        } catch (IOException failed) {
            return whole("the file cannot be read (" + failed + ")", "check its owner and mode");
        }
    }

    /** The dialect in {@code text}, or all that is wrong with it. */
    static DialectResult parse(String text) {
        Node root;
        try {
            root = YamlNodes.compose(text, limits());
        } catch (MarkedYAMLException malformed) {
            Mark mark = malformed.getProblemMark();
            String message = "the file is not YAML: " + malformed.getProblem();
            return new DialectResult.Rejected(List.of(new DialectProblem(
                    mark == null ? 0 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1,
                    message,
                    "check indentation, quotes and brackets here and just above")));
        } catch (YAMLException malformed) {
            return whole("the file is not YAML: " + malformed.getMessage(), "simplify the file");
        }
        return root == null
                ? whole("the file is empty", "begin with engine: and the engine's name")
                : new DialectReader().read(root);
    }

    private static DialectResult whole(String message, String remedy) {
        return new DialectResult.Rejected(List.of(new DialectProblem(0, 0, message, remedy)));
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_BYTES);
        limits.setNestingDepthLimit(10);
        limits.setMaxAliasesForCollections(10);
        limits.setAllowDuplicateKeys(false);
        limits.setAllowRecursiveKeys(false);
        return limits;
    }
}
