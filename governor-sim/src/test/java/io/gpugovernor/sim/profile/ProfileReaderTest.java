package io.gpugovernor.sim.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepTiming;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileReaderTest {
    @Test
    void mapsEveryKeyWithItsUnit() {
        HardwareProfile profile = ProfileReader.read("paper.yaml", ProfileText.VALID);

        assertThat(profile.name()).isEqualTo("paper");
        assertThat(profile.description()).isEqualTo("made up for tests");
        assertThat(profile.gpuModel()).isEqualTo("Paper 1000");
        assertThat(profile.modelName()).isEqualTo("paper/model");
        assertThat(profile.gpus()).isEqualTo(2);
        assertThat(profile.clocks().steps()).hasSize(11);
        assertThat(profile.clocks().min()).isEqualTo(new Megahertz(500));
        assertThat(profile.powerLimit()).isEqualTo(new Watts(400));
        assertThat(profile.limits()).isEqualTo(new EngineLimits(2048, 64, 100_000));
        assertThat(profile.frontend()).isEqualTo(Duration.ofMillis(5));
        assertThat(profile.jitter()).isEqualTo(new Ratio(0.03));
        StepTiming timing = profile.timing();
        assertThat(timing.host()).isCloseTo(2e-3, within(1e-15));
        assertThat(timing.communication()).isCloseTo(0.5e-3, within(1e-15));
        assertThat(timing.perTokenCommunication()).isCloseTo(3e-6, within(1e-15));
        assertThat(timing.perToken()).isCloseTo(20e-6, within(1e-15));
        assertThat(timing.perTokenPair()).isCloseTo(0.5e-9, within(1e-18));
        assertThat(timing.weights()).isCloseTo(10e-3, within(1e-15));
        assertThat(timing.perContextToken()).isCloseTo(40e-9, within(1e-18));
        assertThat(timing.knee()).isEqualTo(0.75);
        assertThat(timing.bend()).isEqualTo(4);
        assertThat(timing.overlap()).isEqualTo(2);
        assertThat(profile.draw().computeFloor()).isEqualTo(10);
        assertThat(profile.draw().computeSwing()).isEqualTo(200);
        assertThat(profile.draw().memoryFloor()).isEqualTo(20);
        assertThat(profile.draw().memorySwing()).isEqualTo(80);
        assertThat(profile.draw().voltageKnee()).isEqualTo(0.5);
        assertThat(profile.draw().voltageRise()).isEqualTo(1.25);
        assertThat(new StepPhysics(profile).idle(new Megahertz(750)).value()).isCloseTo(150, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "count: 2, count: 65, gpu.count, 64",
        "count: 2, count: 1.5, gpu.count, whole number",
        "lowestClock: 500, lowestClock: slow, gpu.lowestClock, a number",
        "powerLimit: 400, powerLimit: 5, gpu.powerLimit, 10.0",
        "stepTokens: 2048, stepTokens: 0, engine.stepTokens, 1.0",
        "maxSequences: 64, 'maxSequences: 64\n  scheduling: fair', engine.scheduling, 'mixed, prefill-first'",
        "frontendMs: 5, frontendMs: -1, engine.frontendMs, 0.0",
        "hostMs: 2, hostMs: .nan, step.hostMs, 0.0",
        "jitter: 0.03, jitter: 0.6, step.jitter, 0.5",
        "overlap: 2, overlap: 0.5, step.overlap, 1.0",
        "voltageKnee: 0.5, voltageKnee: 1, power.voltageKnee, 0.99",
        "500: 50, 500: -3, power.idle.500, 1.0",
        "500: 50, half: 50, power.idle, whole MHz",
    })
    void namesTheKeyAndWhatItMayBe(String part, String bad, String key, String range) {
        assertThat(problems(ProfileText.with(part, bad)))
                .singleElement()
                .asString()
                .contains(key)
                .contains(range);
    }

    @Test
    void readsHowTheEngineSchedules() {
        HardwareProfile profile = ProfileReader.read(
                "paper.yaml", ProfileText.with("  kvTokens", "  scheduling: prefill-first\n  kvTokens"));

        assertThat(profile.limits().scheduling()).isEqualTo(Scheduling.PREFILL_FIRST);
    }

    @Test
    void reportsEveryProblemAtOnce() {
        String spoilt = ProfileText.VALID
                .replace("count: 2", "count: 0")
                .replace("  kvTokens: 100000\n", "")
                .replace("hostMs: 2", "hostMs: soon")
                .replace("jitter: 0.03", "jitter: 3")
                .replace("computeFloor: 10", "computeFlor: 10");

        assertThat(problems(spoilt))
                .hasSize(6)
                .anyMatch(problem -> problem.startsWith("gpu.count "))
                .anyMatch(problem -> problem.startsWith("engine.kvTokens is missing"))
                .anyMatch(problem -> problem.startsWith("step.hostMs must be a number"))
                .anyMatch(problem -> problem.startsWith("step.jitter "))
                .anyMatch(problem -> problem.startsWith("power.computeFlor is not known here"))
                .anyMatch(problem -> problem.startsWith("power.computeFloor is missing"));
    }

    @Test
    void reportsAnUnusableCurveBesideOtherProblems() {
        String spoilt = ProfileText.VALID
                .replace("{500: 50, 1000: 100}", "{low: 50, high: 100}")
                .replace("voltageRise: 1.25", "voltageRise: 9");

        assertThat(problems(spoilt))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("clock low"))
                .anyMatch(problem -> problem.contains("clock high"))
                .anyMatch(problem -> problem.contains("power.voltageRise"));
    }

    @Test
    void wantsTheHighestClockNoLowerThanTheLowest() {
        assertThat(problems(ProfileText.with("lowestClock: 500", "lowestClock: 1005")))
                .singleElement()
                .asString()
                .contains("gpu.highestClock must lie within 1005.0 and ");
    }

    @Test
    void wantsACacheThatHoldsAStep() {
        assertThat(problems(ProfileText.with("kvTokens: 100000", "kvTokens: 2000")))
                .singleElement()
                .asString()
                .contains("engine.kvTokens must lie within 2048.0 and ");
    }

    @Test
    void asksForEveryMissingSectionOnce() {
        List<String> problems = problems("name: paper\ndescription: nothing else\n");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "gpu is missing; add the section",
                        "engine is missing; add the section",
                        "step is missing; add the section",
                        "power is missing; add the section");
    }

    @Test
    void listsTheKnownKeysBesideAnUnknownOne() {
        assertThat(problems(ProfileText.VALID + "colour: red\n"))
                .containsExactly("colour is not known here; the keys are description, engine, gpu, name, power, step");
    }

    @Test
    void saysWhereTheYamlIsMalformed() {
        assertThat(problems("name: paper\ngpu: {count: 2\nengine: [1\n"))
                .singleElement()
                .asString()
                .contains("no valid YAML at line ");
        assertThat(problems(ProfileText.VALID + "name: twice\n"))
                .singleElement()
                .asString()
                .contains("no valid YAML at line ", "duplicate key name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just words", "[1, 2]", "42"})
    void refusesAFileThatIsNoMapping(String text) {
        assertThat(problems(text)).contains("the file must be a mapping of keys to values");
    }

    @Test
    void refusesAliases() {
        String aliased = "x: &x {a: 1}\ny: *x\n" + ProfileText.VALID;

        assertThat(problems(aliased)).singleElement().asString().containsIgnoringCase("aliases");
    }

    @Test
    void buildsNoObjectsOutOfTags() {
        assertThat(problems("name: !!java.net.URL [\"http://example.org\"]\n"))
                .singleElement()
                .asString()
                .contains("no valid YAML at line 1");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(problems("a: {b: {c: {d: {e: {f: {g: 1}}}}}}\n"))
                .singleElement()
                .asString()
                .containsIgnoringCase("depth");
    }

    @Test
    void refusesATextTooLongForAProfile() {
        assertThat(problems("# " + "x".repeat(70_000) + "\n" + ProfileText.VALID))
                .singleElement()
                .asString()
                .contains("65536");
    }

    @Test
    void namesTheSourceInItsMessage() {
        ProfileException refused = refusal("name: paper\n");

        assertThat(refused).hasMessageStartingWith("paper.yaml: ").hasMessageContaining("; ");
    }

    @Test
    void readsItsDurationsExactlyEnough() {
        HardwareProfile profile = ProfileReader.read("p", ProfileText.with("frontendMs: 5", "frontendMs: 0.25"));

        assertThat(Durations.seconds(profile.frontend())).isEqualTo(0.00025);
    }

    private static List<String> problems(String yaml) {
        return refusal(yaml).problems();
    }

    private static ProfileException refusal(String yaml) {
        ProfileException refused =
                catchThrowableOfType(ProfileException.class, () -> ProfileReader.read("paper.yaml", yaml));
        assertThat(refused).as("a refusal of%n%s", yaml).isNotNull();
        return refused;
    }
}
