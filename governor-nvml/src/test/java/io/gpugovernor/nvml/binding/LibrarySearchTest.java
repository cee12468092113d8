package io.gpugovernor.nvml.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gpugovernor.nvml.NvmlDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    void asksTheLoaderBeforeItLooksIntoFolders() {
        LibraryResult result = LibrarySearch.find(Optional.empty());
        Stream<String> tried = Stream.concat(
                result.failed().stream().map(LibraryResult.Attempt::name),
                result instanceof LibraryResult.Found found
                        ? Stream.of(found.library().name())
                        : Stream.empty());
        assertThat(tried).startsWith("libnvidia-ml.so.1");
    }

    @Test
    void saysWhereTheLoaderFoundALibrary() {
        assertThat(LibrarySearch.among(List.of("libc.so.6")))
                .isInstanceOfSatisfying(
                        LibraryResult.Found.class,
                        found -> assertThat(found.library().location())
                                .startsWith("/")
                                .contains("/libc.so"));
    }

    @Test
    void findsALibraryAmongWhatIsMapped() {
        List<String> mapped = List.of(
                "7f00-7f01 r--p 00000000 00:00 0 ",
                "7f01-7f02 r-xp 00000000 08:01 77                 /usr/lib64/libnvidia-ml.so.580.159.03");
        assertThat(LoadedFile.among(mapped, "libnvidia-ml.so.1")).contains("/usr/lib64/libnvidia-ml.so.580.159.03");
        assertThat(LoadedFile.among(mapped, "nvidia-ml")).contains("/usr/lib64/libnvidia-ml.so.580.159.03");
        assertThat(LoadedFile.among(mapped, "libcuda.so.1")).isEmpty();
    }

    @Test
    void looksOptionalFunctionsUpOneByOne() {
        NvmlLibrary recent = NvmlDouble.in(folder).load();
        assertThat(recent.has("nvmlDeviceGetTemperatureV")).isTrue();
        assertThat(recent.has("nvmlDeviceGetNothingOfTheKind")).isFalse();
    }
}
