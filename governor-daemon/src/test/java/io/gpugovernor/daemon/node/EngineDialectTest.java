package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.daemon.config.EngineType;
import io.gpugovernor.daemon.scrape.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineDialectTest {
    @Test
    void speaksToEveryKnownEngine() {
        for (String name : EngineType.NAMES) {
            assertThat(EngineDialect.of(new EngineType.Named(name)).names()).isNotEmpty();
        }
    }

    @Test
    void keepsTheNamesOfEveryEngineWhereItIsToBeRecognised() {
        Dialect any = EngineDialect.of(new EngineType.Auto());

        for (String name : EngineType.NAMES) {
            assertThat(any.names()).containsAll(Dialect.of(name).names());
        }
    }

    @Test
    void readsAnOperatorsFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("house.yaml"),
                "engine: House engine\nfamilies: house_\nroles: {running: house_a, waiting: house_b}\n");

        assertThat(EngineDialect.of(new EngineType.InFile(file)).engine()).isEqualTo("House engine");
    }

    @Test
    void refusesAFileThatBecameUnusable(@TempDir Path folder) {
        Path file = folder.resolve("gone.yaml");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineDialect.of(new EngineType.InFile(file)))
                .withMessage("the dialect " + file + ": there is no such file");
    }
}
