package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads Azure's published traces, where they are at hand: in {@code data/traces} of the folder that system property
 * {@code gpugovernor.shared} names, or of a folder {@code shared} beside this module or any folder above it.
 */
class PublishedTracesTest {
    private static Path traces = Path.of("");

    @BeforeAll
    static void findTraces() {
        String named = System.getProperty("gpugovernor.shared");
        Stream<Path> folders = named != null
                ? Stream.of(Path.of(named))
                : Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                        .map(above -> above.resolve("shared"));
        var found = folders.map(shared -> shared.resolve("data/traces"))
                .filter(Files::isDirectory)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "no shared/data/traces above this module; name it with -Dgpugovernor.shared=FOLDER");
        traces = found.orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"AzureLLMInferenceTrace_conv.csv, 19366, 3502", "AzureLLMInferenceTrace_code.csv, 8819, 3436"})
    void readsEveryRow(String file, int rows, long spanSeconds) throws Exception {
        Trace trace = TraceReader.read(traces.resolve(file));

        assertThat(trace.size()).isEqualTo(rows);
        assertThat(Math.round(Durations.seconds(trace.span()))).isEqualTo(spanSeconds);
    }

    @Test
    void readsAnHourOfConversationsInLessThanAFifthOfASecond() throws Exception {
        Path file = traces.resolve("AzureLLMInferenceTrace_conv.csv");
        long best = Long.MAX_VALUE;
        // The best of several, as the machine may be busy with other things.
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            TraceReader.read(file);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(best / 1e6).as("milliseconds").isLessThan(200);
    }
}
