package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.metrics.BuildInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class GpuGovernorTest {
    private static final int WIDTH = 100;

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithinAHundredColumns(List<String> command) {
        Ran ran = Ran.governor(
                Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: gpu-governor " + String.join(" ", command));
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= WIDTH);
        assertThat(ran.out()).doesNotContain("${", "null");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionOfEveryCommandIsDescribed(List<String> command) {
        CommandLine found = GpuGovernor.commandLine();
        for (String name : command) {
            found = Objects.requireNonNull(found.getSubcommands().get(name));
        }

        assertThat(found.getCommandSpec().options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(String.join("", option.description()))
                        .as("description of %s", option.longestName())
                        .isNotBlank());
    }

    static List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        collect(GpuGovernor.commandLine(), List.of(), commands);
        assertThat(commands).hasSizeGreaterThan(9);
        return commands;
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> commands) {
        commands.add(path);
        command.getSubcommands()
                .forEach((name, sub) -> collect(
                        sub, Stream.concat(path.stream(), Stream.of(name)).toList(), commands));
    }

    @Test
    void tellsItsVersion() {
        Ran ran = Ran.governor("--version");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out().strip())
                .startsWith("gpu-governor " + BuildInfo.ofThisBuild().version())
                .contains("Java " + System.getProperty("java.version"))
                .doesNotContain("\n");
    }

    @Test
    void listsEveryCommandAndExitCode() {
        assertThat(Ran.governor("--help").out())
                .contains("demo", "run", "check-config", "status", "explain", "simulate", "characterize", "completion")
                .contains("0   done", "3   the policy file is not valid", "5   no GPU that could be governed")
                .contains("Begin with 'gpu-governor demo'");
    }

    @Test
    void listsEveryCommandInOneGroupOfItsHelp() {
        List<String> grouped = CommandList.GROUPS.stream()
                .flatMap(group -> group.names().stream())
                .toList();

        assertThat(grouped)
                .containsExactlyInAnyOrderElementsOf(
                        GpuGovernor.commandLine().getSubcommands().keySet());
    }

    @Test
    void asksForACommandInOneLine() {
        Ran ran = Ran.governor();

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).isEqualTo("gpu-governor: which command? 'gpu-governor --help' lists them");
    }

    @Test
    void asksWhereACharacterizationGoesInOneLine() {
        Ran ran = Ran.governor("characterize");

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).isEqualTo("characterize: --out: name the folder for the dataset");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "simulat,               gpu-governor, simulate, gpu-governor --help",
                "simulate --polcy max,  simulate,     --policy, gpu-governor simulate --help",
                "run --confg x,         run,          --config, gpu-governor run --help",
                "demo --sped 2,         demo,         --speed,  gpu-governor demo --help",
            })
    void suggestsWhatWasMeantInOneLine(String typed, String command, String meant, String help) {
        Ran ran = Ran.governor(typed.split(" ", -1));

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).startsWith(command + ": ").contains(meant).endsWith("see '" + help + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "run, --config",
        "check-config, FILE",
        "characterize validate, --hardware",
        "simulate --seed x, --seed",
        "simulate --telemetry psychic, SCRAPE",
        "run --config p.yaml --mode watch, OBSERVE",
        "demo --listen 9464, 127.0.0.1:9464",
        "demo --listen 127.0.0.1:70000, 127.0.0.1:9464",
        "demo --duration 10, 500ms",
        "completion --now, --now",
    })
    void refusesWrongArgumentsInOneLineThatSaysWhatIsRight(String typed, String right) {
        Ran ran = Ran.governor(typed.split(" ", -1));

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).contains(right);
    }

    @Test
    void saysSoWhereTheFaultIsItsOwn() {
        assertThat(OneLine.of(new NullPointerException("x is null")))
                .isEqualTo("internal error (NullPointerException): x is null");
        assertThat(OneLine.of(new IllegalStateException())).isEqualTo("failed with IllegalStateException");
        assertThat(OneLine.of(new IllegalStateException("  "))).isEqualTo("failed with IllegalStateException");
        assertThat(OneLine.of(new IllegalStateException(" first\n  second\r\n\nthird ")))
                .isEqualTo("first; second; third");
    }
}
