package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Policy files for tests, and what the loader makes of them. */
final class PolicyTexts {
    static final Path FOLDER = Path.of("/etc/gpu-governor");

    static final String MINIMAL = """
            apiVersion: gpu-governor/v1
            domains:
              - name: chat
                engine: {url: "http://127.0.0.1:8000"}
            """;

    private PolicyTexts() {}

    /** The minimal file with {@code lines} after it, at the root. */
    static String withRoot(String lines) {
        return MINIMAL + lines + "\n";
    }

    /** The minimal file with {@code line} in its domain. */
    static String withDomain(String line) {
        return MINIMAL + "    " + line + "\n";
    }

    /** The minimal file with {@code entry} in its engine. */
    static String withEngine(String entry) {
        return MINIMAL.replace("8000\"}", "8000\", " + entry + "}");
    }

    static PolicyFile accepted(String text) {
        PolicyResult result = PolicyLoader.parse(text, FOLDER);
        assertThat(result).isInstanceOf(PolicyResult.Loaded.class);
        return ((PolicyResult.Loaded) result).policy();
    }

    static DomainConfig domain(String line) {
        return accepted(withDomain(line)).domains().get(0);
    }

    static List<Problem> warnings(String text) {
        return ((PolicyResult.Loaded) PolicyLoader.parse(text, FOLDER)).warnings();
    }

    static List<Problem> problems(PolicyResult result) {
        assertThat(result).isInstanceOf(PolicyResult.Rejected.class);
        return ((PolicyResult.Rejected) result).problems().list();
    }

    static List<Problem> problems(String text) {
        return problems(PolicyLoader.parse(text, FOLDER));
    }

    static Problem onlyProblem(String text) {
        List<Problem> problems = problems(text);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    /** A file of the project, found from the module's folder or from the root. */
    static Path ofProject(String path) {
        Path here = Path.of(path);
        return Files.exists(here) ? here : Path.of("..").resolve(path);
    }

    static String textOfProject(String path) {
        try {
            return Files.readString(ofProject(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String example() {
        return textOfProject("deploy/examples/policy.yaml");
    }
}
