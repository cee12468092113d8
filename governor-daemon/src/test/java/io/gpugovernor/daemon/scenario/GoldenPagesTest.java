package io.gpugovernor.daemon.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.EngineScraper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two pages of the same engine in every dialect, and the window between them, as files that a person can read. Run with
 * {@code -Dgpugovernor.writeGolden=true} to write them anew after a change that is meant.
 */
class GoldenPagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/gpugovernor/daemon/scenario");

    @ParameterizedTest
    @EnumSource(Speech.class)
    void readsTheWindowBetweenTwoPages(Speech speech) throws IOException {
        StagedEngine engine = new StagedEngine();
        engine.arrive(3, 1000, 200)
                .firstToken(0.08)
                .firstToken(0.3)
                .decode(0.02)
                .end();
        String first = speech.page(engine);
        engine.passes(Duration.ofMillis(250));
        engine.arrive(2, 400, 0).firstToken(0.4).decode(0.03).decode(0.05).end().abortWaiting();
        String second = speech.page(engine);

        String[] shown = {first};
        try (Stage stage = new Stage(() -> shown[0])) {
            StagedEngine time = new StagedEngine();
            EngineScraper scraper = stage.scraper(Dialect.of(speech.type()), time::now);
            EngineSnapshot before = ((Telemetry.Available) scraper.read()).snapshot();
            shown[0] = second;
            time.passes(Duration.ofMillis(250));
            EngineSnapshot after = ((Telemetry.Available) scraper.read()).snapshot();
            Window window = Window.between(before, after).orElseThrow();

            String name = speech.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertGolden(name + "-1.prom", first);
            assertGolden(name + "-2.prom", second);
            assertGolden(name + "-window.txt", WindowText.of(window, after));
        }
    }

    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("gpugovernor.writeGolden")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).as(name).isEqualTo(Files.readString(file));
    }
}
