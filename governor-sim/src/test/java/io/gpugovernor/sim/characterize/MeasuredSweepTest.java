package io.gpugovernor.sim.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.sim.profile.HardwareProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Puts the measured clock sweep onto the twins that were fitted on it, where it is at hand: in {@code data/measured} of
 * the folder that system property {@code gpugovernor.shared} names, or of a folder {@code shared} beside this module or
 * any folder above it.
 */
class MeasuredSweepTest {
    private static final String FILE = "data/measured/h100_llama70b_clock_sweep.csv";
    /** As many as {@code characterize validate} serves unless told otherwise. */
    private static final int REQUESTS = 3000;

    private static List<SweepRow> sweep = List.of();

    @BeforeAll
    static void readSweep() throws Exception {
        String named = System.getProperty("gpugovernor.shared");
        Stream<Path> folders = named != null
                ? Stream.of(Path.of(named))
                : Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                        .map(above -> above.resolve("shared"));
        var found = folders.map(shared -> shared.resolve(FILE))
                .filter(Files::isRegularFile)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(),
                "no shared/" + FILE + " above this module; name the folder with -Dgpugovernor.shared=FOLDER");
        sweep = SweepReader.read(found.orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"h100-llama-70b-tp8", "h100-llama-70b-tp4"})
    void reproducesTheMeasuredMediansWithinItsTolerance(String name) {
        Validation validation = Validation.of(HardwareProfiles.load(name), sweep, REQUESTS, line -> {});

        assertThat(validation.rows()).hasSizeGreaterThan(20);
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(validation.median(Validation.Row::powerError))
                .as("median error of power")
                .isLessThanOrEqualTo(0.05);
        softly.assertThat(validation.median(Validation.Row::tbtError))
                .as("median error of the 99th percentile of the time between tokens")
                .isLessThanOrEqualTo(0.08);
        softly.assertThat(validation.median(Validation.Row::ttftError))
                .as("median error of the 99th percentile of the time to first token")
                .isLessThanOrEqualTo(0.12);
        softly.assertAll();
    }
}
