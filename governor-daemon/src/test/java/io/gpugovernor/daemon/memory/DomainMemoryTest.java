package io.gpugovernor.daemon.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.forecast.TiltedScale;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.units.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainMemoryTest {
    private static final ServedEngine ENGINE = new ServedEngine("vllm", Optional.of("0.9.1"), Optional.of("llama-8b"));

    @TempDir
    private Path root;

    private Path directory;
    private Path file;
    private Optional<ServedEngine> engine = Optional.of(ENGINE);
    private Instant today = Keepsakes.SAVED;
    private Moment now = new Moment(0);
    /** What each policy was started from. */
    private final List<Optional<Learned>> started = new ArrayList<>();

    @BeforeEach
    void makeTheDirectory() throws IOException {
        directory = Files.createDirectory(root.resolve("state"));
        file = directory.resolve("chat.json");
    }

    @Test
    void goesOnWithWhatTheLastOneLearned() {
        keep(Keepsakes.learned());
        today = today.plus(Duration.ofHours(3));

        DomainMemory second = memory(ground("1 x H100", "550.1", "2 GPUs", "auto 1f"));
        second.round(now);

        assertThat(second.successor()).isPresent();
        assertThat(second.successor()).isEmpty();
        assertThat(started).containsExactly(Optional.of(Keepsakes.learned()));
        assertThat(second.standing()).isEqualTo("restored from " + file + ", saved 2026-03-01T12:00:00Z");
    }

    @Test
    void startsAnewWhereNothingWasKept() {
        DomainMemory memory = memory();
        memory.round(now);

        assertThat(memory.successor()).isEmpty();
        assertThat(memory.standing()).isEqualTo("anew: nothing was kept in " + file);
    }

    @Test
    void waitsForTheEngineBeforeItUsesOrWritesAnything() {
        keep(Keepsakes.learned());
        engine = Optional.empty();
        DomainMemory memory = memory();
        memory.saw(Optional.of(Keepsakes.with(Keepsakes.SCALE)));
        for (int round = 0; round < 100; round++) {
            round(memory, Duration.ofMinutes(1));
        }
        assertThat(memory.successor()).isEmpty();
        assertThat(memory.standing()).contains("waiting for the engine");

        engine = Optional.of(ENGINE);
        memory.round(now);

        assertThat(memory.successor()).isPresent();
    }

    @Test
    void keepsNothingForAnEngineThatDoesNotSayWhatItServes() {
        engine = Optional.of(new ServedEngine("vllm", Optional.of("0.9.1"), Optional.empty()));
        keep(Keepsakes.learned());

        assertThat(file).doesNotExist();
        DomainMemory memory = memory();
        memory.round(now);
        assertThat(memory.standing()).isEqualTo("not kept: the engine does not say which model it serves");
    }

    @ParameterizedTest
    @CsvSource({
        "4 x H100, 550.1, 0.9.1, llama-8b, 2 GPUs, auto 1f, gpus was '1 x H100' and is '4 x H100'",
        "1 x H100, 560.2, 0.9.1, llama-8b, 2 GPUs, auto 1f, driver was '550.1' and is '560.2'",
        "1 x H100, 550.1, 0.9.2, llama-8b, 2 GPUs, auto 1f, engine was 'vllm 0.9.1' and is 'vllm 0.9.2'",
        "1 x H100, 550.1, 0.9.1, llama-70b, 2 GPUs, auto 1f, model was 'llama-8b' and is 'llama-70b'",
        "1 x H100, 550.1, 0.9.1, llama-8b, 8 GPUs, auto 1f, parallelism was '2 GPUs' and is '8 GPUs'",
        "1 x H100, 550.1, 0.9.1, llama-8b, 2 GPUs, auto 2e, profile was 'auto 1f' and is 'auto 2e'",
    })
    void setsAsideWhatWasLearnedElsewhereAndSaysWhatDiffers(
            String gpus, String driver, String version, String model, String gpuCount, String profile, String why) {
        keep(Keepsakes.learned());
        engine = Optional.of(new ServedEngine("vllm", Optional.of(version), Optional.of(model)));
        DomainMemory memory = memory(ground(gpus, driver, gpuCount, profile));
        memory.round(now);

        assertThat(memory.successor()).isEmpty();
        assertThat(memory.standing()).isEqualTo("anew: " + file + " was learned elsewhere: " + why);
        assertThat(file).doesNotExist();
        assertThat(directory.resolve("chat.json.set-aside")).exists();
    }

    @Test
    void takesUpNeitherPriceNorFloorUnderAnotherPromise() {
        keep(Keepsakes.learned());
        Ground other = new Ground("chat", hardware("1 x H100", "550.1", "2 GPUs"), "auto 1f", "ttft PT2S", true);
        DomainMemory memory = memory(other);
        memory.round(now);

        assertThat(started).containsExactly(Optional.of(Keepsakes.learned().withoutPromise()));
        assertThat(memory.standing()).contains("the promise is another");
    }

    @Test
    void keepsNoPriceAndNoFloorThatWereOnlyObserved() {
        Ground observing =
                new Ground("chat", hardware("1 x H100", "550.1", "2 GPUs"), "auto 1f", Keepsakes.PROMISE, false);
        keep(memory(observing), Keepsakes.learned());

        memory().round(now);

        assertThat(started).containsExactly(Optional.of(Keepsakes.learned().withoutPromise()));
    }

    @ParameterizedTest
    @CsvSource({"31, is 31 days old", "-2, was written in the future"})
    void refusesWhatIsOldOrFromTheFuture(int days, String why) {
        keep(Keepsakes.learned());
        today = today.plus(Duration.ofDays(days));
        DomainMemory memory = memory();
        memory.round(now);

        assertThat(memory.successor()).isEmpty();
        assertThat(memory.standing()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "100", "900"})
    void startsAnewFromATornFile(int bytes) throws IOException {
        keep(Keepsakes.learned());
        Files.writeString(file, Files.readString(file).substring(0, bytes));
        DomainMemory memory = memory();
        memory.round(now);

        assertThat(memory.successor()).isEmpty();
        assertThat(memory.standing()).startsWith("anew: " + file + " is ");
        keep(memory, Keepsakes.learned());
        assertThat(file).exists();
    }

    @Test
    void startsAnewFromAnotherDomainsFileALargeOneAndADirectory() throws IOException {
        keep(Keepsakes.learned());
        Files.copy(file, directory.resolve("code.json"));
        Ground code = new Ground("code", hardware("1 x H100", "550.1", "2 GPUs"), "auto 1f", Keepsakes.PROMISE, true);
        assertThat(standingAfterARound(memory(code))).endsWith("code.json belongs to domain 'chat'");

        Files.writeString(file, " ".repeat(70_000));
        assertThat(standingAfterARound(memory())).contains("larger than anything");

        Files.createDirectory(file);
        assertThat(standingAfterARound(memory())).contains("cannot be read (");
    }

    @Test
    void startsAnewFromNumbersThatThePolicyRefuses() {
        keep(Keepsakes.learned());
        DomainMemory memory = memory(ground(), learned -> {
            throw new IllegalArgumentException("a miss price of 40000.5 J is not within 1 to 2 J");
        });
        memory.round(now);

        assertThat(memory.successor()).isEmpty();
        assertThat(memory.standing())
                .isEqualTo("anew: " + file + " holds what cannot be: a miss price of 40000.5 J is not within 1 to 2 J");
        assertThat(file).doesNotExist();
    }

    @Test
    void writesEveryFiveMinutesAndAtTheEnd() throws Exception {
        DomainMemory memory = memory();
        memory.round(now);
        memory.saw(Optional.of(Keepsakes.learned()));
        round(memory, Duration.ofMinutes(4));
        assertThat(file).doesNotExist();

        round(memory, Duration.ofMinutes(1));
        assertThat(file).exists();

        Learned later = Keepsakes.with(TiltedScale.recalled(0.2, 0, 0.01, 0, 0.01));
        memory.saw(Optional.of(later));
        memory.finish(now);
        assertThat(MemoryText.read(Files.readString(file)).learned()).isEqualTo(later);
    }

    @Test
    void writesAtOnceWhenTheNodeIsFoundToBehaveOtherwise() throws Exception {
        DomainMemory memory = memory();
        keep(memory, Keepsakes.learned());
        TiltedScale changed = new TiltedScale(0.5, 0, 0.3, 0, 0.1, 0, 1);
        memory.saw(Optional.of(Keepsakes.with(changed)));

        round(memory, Duration.ofSeconds(10));

        assertThat(MemoryText.read(Files.readString(file))
                        .learned()
                        .calibration()
                        .idlePower()
                        .level())
                .isEqualTo(0.5);
    }

    @Test
    void beginsAnewWhenTheEngineBehindTheAddressBecomesAnother() {
        DomainMemory memory = memory();
        keep(memory, Keepsakes.learned());
        engine = Optional.of(new ServedEngine("vllm", Optional.of("0.9.1"), Optional.of("qwen-32b")));

        round(memory, Duration.ofMinutes(6));

        assertThat(memory.successor()).isPresent();
        assertThat(started).containsExactly(Optional.empty());
        memory.finish(now);
        assertThat(file).doesNotExist();
    }

    @Test
    void goesOnWithoutADirectoryAndWritesOnceItIsBack() throws IOException {
        DomainMemory memory = memory();
        keep(memory, Keepsakes.learned());
        Files.delete(file);
        Files.delete(directory);
        round(memory, Duration.ofMinutes(6));
        round(memory, Duration.ofMinutes(6));
        Files.createDirectory(directory);

        round(memory, Duration.ofMinutes(6));

        assertThat(file).exists();
    }

    @Test
    void neverWritesWhatItWouldRefuseToRead() {
        keep(Keepsakes.with(TiltedScale.recalled(Double.NaN, 0, 0.01, 0, 0.01)));

        assertThat(file).doesNotExist();
    }

    private void keep(Learned learned) {
        keep(memory(), learned);
    }

    private void keep(DomainMemory memory, Learned learned) {
        memory.round(now);
        memory.saw(Optional.of(learned));
        memory.finish(now);
        started.clear();
    }

    private String standingAfterARound(DomainMemory memory) {
        memory.round(now);
        return memory.standing();
    }

    private void round(DomainMemory memory, Duration later) {
        now = now.plus(later);
        memory.round(now);
    }

    private DomainMemory memory() {
        return memory(ground());
    }

    private DomainMemory memory(Ground ground) {
        return memory(ground, learned -> {
            started.add(learned);
            return new MaximumPolicy();
        });
    }

    private DomainMemory memory(Ground ground, Function<Optional<Learned>, Policy> rule) {
        return new DomainMemory(ground, directory, () -> engine, rule, () -> today);
    }

    private static Ground ground() {
        return ground("1 x H100", "550.1", "2 GPUs", "auto 1f");
    }

    private static Ground ground(String gpus, String driver, String parallelism, String profile) {
        return new Ground("chat", hardware(gpus, driver, parallelism), profile, Keepsakes.PROMISE, true);
    }

    private static Hardware hardware(String gpus, String driver, String parallelism) {
        return new Hardware(gpus, driver, () -> parallelism);
    }
}
