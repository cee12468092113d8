package io.gpugovernor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityDocumentTest {
    private static final Path ROOT = Path.of("..");

    /** A threat model that names a test which is gone defends nothing. */
    @Test
    void namesTestsAndCodeThatExist() throws IOException {
        String document = Files.readString(ROOT.resolve("SECURITY.md"));
        Set<String> sources = sources();

        List<String> tests = named(document, "`([A-Za-z]+Test)(?:\\.[A-Za-z]+)?`");
        assertThat(tests).hasSizeGreaterThan(15).isSubsetOf(sources);
        List<String> classes = named(document, "\\(`?[^)]*?`[a-z/]+/([A-Z][A-Za-z]+)`");
        assertThat(classes).hasSizeGreaterThan(5).isSubsetOf(sources);
    }

    @Test
    void namesATestsMethodsThatExist() {
        assertThat(Stream.of("saysNoSecretAnywhere"))
                .allSatisfy(method -> assertThat(ROOT.resolve(
                                "governor-daemon/src/test/java/io/gpugovernor/daemon/cli/ProtectedDaemonTest.java"))
                        .content()
                        .contains("void " + method + "("));
    }

    private static List<String> named(String document, String pattern) {
        return Pattern.compile(pattern)
                .matcher(document)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
