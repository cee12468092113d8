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
    /** Offsets in the header of an ELF file: 32 or 64 bits, and which processor. */
    private static final int ELF_CLASS = 4;

    private static final int ELF_MACHINE = 18;

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
                .satisfies(attempt -> assertThat(attempt.reason()).isEqualTo("file too short"));
    }

    @Test
    void saysWhyALibraryThatIsThereWasNotTaken() throws IOException {
        Path library = NvmlDouble.in(folder).path();
        Path narrow = patched(library, "narrow.so", ELF_CLASS, 1);
        Path foreign = patched(library, "foreign.so", ELF_MACHINE, 0xF7);
        Path zeros = Files.write(folder.resolve("zeros.so"), new byte[4096]);

        assertThat(LibrarySearch.among(List.of(narrow.toString(), foreign.toString(), zeros.toString()))
                        .failed())
                .extracting(LibraryResult.Attempt::reason)
                .containsExactly(
                        "wrong ELF class: ELFCLASS32",
                        "the file is there, but is not for this kind of processor",
                        "invalid ELF header");
    }

    @Test
    void saysWhichLibraryTheOneFoundLacks() {
        String message = """
                Unable to load library '/opt/libnvidia-ml.so.1':
                libgone.so.2: cannot open shared object file: No such file or directory
                libgone.so.2: cannot open shared object file: No such file or directory
                Native library (opt/libnvidia-ml.so.1) not found in resource path (/app/jna.jar)""";
        assertThat(LoadFailure.reason("/opt/libnvidia-ml.so.1", new UnsatisfiedLinkError(message)))
                .isEqualTo("it needs libgone.so.2, which is not there");
    }

    @Test
    void hasAReasonForALoaderThatGivesNone() {
        assertThat(LoadFailure.reason("x", new UnsatisfiedLinkError())).isEqualTo("cannot be loaded");
        assertThat(LoadFailure.reason("x", new UnsatisfiedLinkError("Unable to load library 'x':")))
                .isEqualTo("cannot be loaded");
    }

    @Test
    void namesEveryCandidateWithItsReasonOnOneLine() throws IOException {
        String text =
                Files.writeString(folder.resolve("libtext.so"), "not a library").toString();
        LibraryResult.NotFound nothing =
                (LibraryResult.NotFound) LibrarySearch.among(List.of("libgone.so.1", text, "gone"));
        assertThat(nothing.describe())
                .isEqualTo("NVML was not found; tried libgone.so.1, gone (no such file); " + text
                        + " (file too short): install the NVIDIA driver, or set nvml.library to the path of"
                        + " libnvidia-ml.so.1");
    }

    private Path patched(Path library, String name, int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(library);
        bytes[offset] = (byte) value;
        return Files.write(folder.resolve(name), bytes);
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
