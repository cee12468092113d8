package io.gpugovernor.nvml.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gpugovernor.nvml.NvmlDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {
    @TempDir
    Path folder;

    @Test
    void takesTheFirstThatLoadsAndSaysWhatItTriedBefore() {
        String present = NvmlDouble.in(folder).path().toString();
        String absent = folder.resolve("absent.so").toString();
        assertThat(LibrarySearch.among(List.of(absent, present, "never-tried")))
                .asInstanceOf(type(LibraryResult.Found.class))
                .satisfies(found -> {
                    assertThat(found.library().name()).isEqualTo(present);
                    assertThat(found.library().location()).isEqualTo(present);
                    assertThat(found.failed())
                            .extracting(LibraryResult.Attempt::name)
                            .containsExactly(absent);
                });
    }

    @Test
    void triesNothingButTheConfiguredPath() {
        String absent = folder.resolve("absent.so").toString();
        assertThat(LibrarySearch.find(Optional.of(absent)))
                .asInstanceOf(type(LibraryResult.NotFound.class))
                .satisfies(nothing -> {
                    assertThat(nothing.failed())
                            .extracting(LibraryResult.Attempt::name)
                            .containsExactly(absent);
                    assertThat(nothing.describe()).contains(absent).contains("nvml.library");
                });
    }

    @Test
    void doesNotDieOfAFileThatIsNoLibrary() throws IOException {
        Path text = Files.writeString(folder.resolve("libtext.so"), "not a library");
        assertThat(LibrarySearch.find(Optional.of(text.toString())).failed())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.reason()).isNotBlank());
    }

    @Test
    void looksOptionalFunctionsUpOneByOne() {
        NvmlLibrary recent = NvmlDouble.in(folder).load();
        assertThat(recent.has("nvmlDeviceGetTemperatureV")).isTrue();
        assertThat(recent.has("nvmlDeviceGetNothingOfTheKind")).isFalse();
    }
}
