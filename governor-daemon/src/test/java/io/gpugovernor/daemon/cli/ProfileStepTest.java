package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a sweep to a profile that the other commands take. */
@Timeout(120)
class ProfileStepTest {
    @TempDir
    private Path folder;

    @Test
    void writesAProfileThatSimulateTakesAsHardwareAndAsBelief() throws IOException {
        Path out = folder.resolve("data");
        Ran swept = Ran.governor(
                "characterize",
                "--hardware",
                "h100-llama-8b",
                "--classes",
                "SS",
                "--clocks",
                "1200",
                "--repeats",
                "1",
                "--requests",
                "100",
                "--out",
                out.toString());
        String profile = out.resolve("profile.yaml").toString();

        assertThat(swept.exit()).as(swept.err()).isEqualTo(ExitCodes.OK);
        assertThat(swept.out()).contains("profile.yaml");
        assertThat(Files.readString(Path.of(profile)))
                .startsWith("# Fitted on 20")
                .contains("measured on a digital twin with: ./gpu-governor");
        HardwareProfile fitted = HardwareProfiles.load(profile);
        assertThat(fitted.name()).isEqualTo("h100-llama-8b-fitted");

        assertThat(simulate("--hardware", profile).out()).contains(" on h100-llama-8b-fitted, ");
        String exact = simulate("--hardware", "h100-llama-8b").out();
        Ran believing = simulate("--hardware", "h100-llama-8b", "--believe", profile);
        assertThat(believing.exit()).isEqualTo(ExitCodes.OK);
        assertThat(believing.out()).contains(" on h100-llama-8b, ").isNotEqualTo(exact);
    }

    @Test
    void refusesAPriorBesideABelief() {
        Ran ran = simulate("--hardware", "h100-llama-8b", "--believe", "h100-llama-8b", "--prior", "h100-llama-8b");

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).contains("--prior and --believe exclude each other; give one of them");
    }

    @Test
    void refusesABeliefThatIsNoProfile() {
        Ran ran = simulate("--hardware", "h100-llama-8b", "--believe", "nowhere.yaml");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("--believe: nowhere.yaml: no such hardware profile or file");
    }

    private static Ran simulate(String... options) {
        String[] all = new String[options.length + 5];
        all[0] = "simulate";
        all[1] = "--duration";
        all[2] = "20s";
        all[3] = "--policy";
        all[4] = "slack";
        System.arraycopy(options, 0, all, 5, options.length);
        return Ran.governor(all);
    }
}
