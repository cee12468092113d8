package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.DialectProblem;
import io.gpugovernor.daemon.scrape.DialectResult;
import io.gpugovernor.daemon.text.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code engine.type}; where it names a dialect file, that is read too, and all that is wrong with it reported. */
final class EngineTypeReader {
    private static final List<String> WORDS = words();

    private final Findings findings;
    private final Path base;

    /** @param base folder that a dialect file's relative path starts from */
    EngineTypeReader(Findings findings, Path base) {
        this.findings = findings;
        this.base = base;
    }

    EngineType read(Section engine) {
        EngineType type = engine.read("type", this::type, EngineConfig.DEFAULT_TYPE);
        if (type instanceof EngineType.InFile file && Dialect.in(file.path()) instanceof DialectResult.Rejected bad) {
            bad.problems().forEach(problem -> report(engine, file.path(), problem));
        }
        return type;
    }

    private void report(Section engine, Path file, DialectProblem problem) {
        findings.problem(
                engine.pathOf("type"),
                engine.place("type"),
                "the dialect " + problem.describe(file.toString()),
                problem.remedy());
    }

    private EngineType type(String text) throws BadValueException {
        String word = text.strip();
        if (word.equals(SettingText.AUTO)) {
            return new EngineType.Auto();
        }
        if (EngineType.NAMES.contains(word)) {
            return new EngineType.Named(word);
        }
        Optional<Path> file = SettingText.file(base, word);
        if (file.isEmpty()) {
            String all = "choose one of " + String.join(", ", WORDS) + ", or a dialect file such as ./engine.yaml";
            throw new BadValueException(
                    "unknown value " + Quoted.of(text),
                    Suggestion.closest(word, WORDS)
                            .map(meant -> "did you mean " + meant + "? " + all)
                            .orElse(all));
        }
        return new EngineType.InFile(file.get());
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>(EngineType.NAMES);
        words.add(SettingText.AUTO);
        return words;
    }
}
