package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class SimulateCommandTest {
    private static final String TWO_CLOCKS = "max,static:1200MHz";

    @TempDir
    private Path folder;

    private Path trace = Path.of("trace.jsonl");

    /** Sixty requests in half a minute. */
    @BeforeEach
    void writeTheTrace() throws IOException {
        trace = folder.resolve("trace.jsonl");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add("{\"timestamp\": " + 500 * i + ", \"input_length\": " + (200 + 37 * (i % 11))
                    + ", \"output_length\": " + (20 + 13 * (i % 7)) + "}");
        }
        Files.write(trace, rows);
    }

    @Test
    void comparesPoliciesInATable() {
        Ran ran = simulate("--policy", TWO_CLOCKS);

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).isEmpty();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).startsWith("Simulated: trace.jsonl on h100-llama-8b, 60 requests in 30 s");
        assertThat(lines.get(1)).startsWith("SLO: TTFT 600 ms, TBT 100 ms for 99.0 % of requests");
        assertThat(lines.get(3)).contains("policy", "power", "saving", "TTFT p99", "sw/min");
        assertThat(lines.get(4)).startsWith("max ").contains("1980 MHz").contains(" 0.0 %");
        assertThat(lines.get(5)).startsWith("static:1200 ").containsPattern(" 12[0-9][0-9] MHz ");
        assertThat(lines).hasSize(6).allMatch(line -> line.length() <= 120);
    }

    @Test
    void writesAFileThatAppearsWhole() throws IOException {
        Path json = folder.resolve("result.json");
        Files.writeString(json, "an older result");

        Ran ran = simulate("--policy", "max", "--json", json.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out()).startsWith("Simulated: ");
        assertThat(parse(Files.readString(json)).get("schema").getAsInt()).isEqualTo(1);
        assertThat(names()).containsExactlyInAnyOrder("trace.jsonl", "result.json");
    }

    @Test
    void printsOnlyJsonWhereItGoesToStandardOutput() {
        Ran ran = simulate("--policy", TWO_CLOCKS, "--seeds", "2", "--json", "-");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).isEmpty();
        assertThat(parse(ran.out()).getAsJsonArray("runs")).hasSize(4);
        assertThat(names()).containsExactly("trace.jsonl");
    }

    @Test
    void aSeedRepeatsARunToTheLastDigit() {
        assertThat(withoutWallTime("7")).isEqualTo(withoutWallTime("7")).isNotEqualTo(withoutWallTime("8"));
    }

    @Test
    void leavesTheHalfAtHalfTheRate() {
        Ran half = simulate("--policy", "max", "--rate-scale", "0.5", "--json", "-");

        assertThat(parse(half.out()).getAsJsonObject("trace").get("requests").getAsInt())
                .isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--load 40 --rate-scale 2      | 2 | --load and --rate-scale exclude each other; give one of them",
                "--load ten                    | 2 | --load: load profile 'ten': point 1",
                "--load 10-999-10              | 2 | is outside 0 to 200 percent",
                "--policy fastest              | 2 | 'fastest' is no policy of this version; use max, static:<MHz>",
                "--policy static:9000          | 2 | --policy: static:9000 lies outside 345MHz to 1980MHz",
                "--rate-scale 0                | 2 | --rate-scale lies within 1e-6 and 1e6",
                "--rate-scale NaN              | 2 | --rate-scale lies within 1e-6 and 1e6",
                "--duration 30                 | 2 | has no unit",
                "--duration 0s                 | 2 | --duration must be longer than zero and at most 30 days",
                "--duration 31d                | 2 | --duration",
                "--seeds 0                     | 2 | --seeds lies within 1 and 1000",
                "--telemetry-period 5m         | 2 | --telemetry-period lies within 1ms and 1m",
                "--switch-call 1h              | 2 | --switch-call, --switch-transition, --switch-stall: a switch's"
                        + " times",
                "--slo-quantile 1.5            | 2 | --slo-quantile",
                "--slo-ttft 0s                 | 2 | --slo-ttft",
                "--workload code               | 2 | --trace and --workload exclude each other",
                "--hardware h100               | 1 | no such hardware profile or file; the shipped profiles are h100-",
                "--json no/such/folder/r.json  | 1 | cannot write no/such/folder/r.json; give a file in a folder that"
                        + " exists",
                "--report no/such/folder/r.html | 1 | --report: cannot write no/such/folder/r.html; give a file in a"
                        + " folder",
                "--report -                    | 2 | --report writes a file and a work file beside it; name a file",
                "--report r.html --rate-scale 2 | 2 | --report compares loads; give --load rather than --rate-scale",
                "--report r.html --study wind  | 2 | --study: 'wind' is no study; use loads, classes, shapes",
                "--study loads                 | 2 | --study chooses parts of a report; give --report too",
                "--load 25,55                  | 2 | --load: several loads are for --report without --json",
                "--prior a100                  | 1 | --prior: a100: no such hardware profile or file",
                "--model-error -95             | 2 | --model-error: a model's error lies within -90 and 900 percent",
            })
    void refusesInOneLineWithTheRemedy(String options, int exit, String said) {
        Ran ran = simulate(options.split(" ", -1));

        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(ran.onlyLine()).startsWith("simulate: ").contains(said);
        assertThat(names()).containsExactly("trace.jsonl");
    }

    @Test
    void writesAReportAndGoesOnFromItsWorkFile() throws IOException {
        String report = folder.resolve("r.html").toString();
        String[] options = {
            "--report", report, "--load", "25,50", "--policy", "slack", "--seeds", "1", "--study", "loads"
        };

        Ran first = simulate(options);
        List<String> done = Files.readAllLines(folder.resolve("r.html.jsonl"));
        Ran second = simulate(options);

        assertThat(first.exit()).as(first.err()).isEqualTo(ExitCodes.OK);
        assertThat(first.out()).isEqualTo("Simulated: 4 runs, 0 of them from r.html.jsonl. Report: " + report + "\n");
        assertThat(second.out()).contains("4 runs, 4 of them from r.html.jsonl");
        assertThat(Files.readAllLines(folder.resolve("r.html.jsonl")))
                .isEqualTo(done)
                .hasSize(5);
        String page = Files.readString(Path.of(report));
        assertThat(page.contains("<td>trace.jsonl on h100-llama-8b, 25 %</td>")).isTrue();
        assertThat(page.contains("--load 25,50 --policy slack --seeds 1")).isTrue();
        assertThat(names()).containsExactly("r.html", "r.html.jsonl", "trace.jsonl");
    }

    @Test
    void writesTheUsualJsonBesideAReport() throws IOException {
        Path json = folder.resolve("r.json");
        Ran ran = simulate(
                "--report",
                folder.resolve("r.html").toString(),
                "--json",
                json.toString(),
                "--load",
                "50",
                "--study",
                "loads");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCodes.OK);
        assertThat(parse(Files.readString(json)).getAsJsonArray("runs")).hasSize(1);
        assertThat(names()).contains("r.html");
    }

    @Test
    void runsAgainWhereATraceChangedUnderTheSameName() throws IOException {
        String[] options = {
            "--report", folder.resolve("r.html").toString(), "--load", "50", "--seeds", "1", "--study", "loads"
        };
        simulate(options);
        List<String> rows = Files.readAllLines(trace);
        Files.write(trace, rows.subList(0, 50));

        assertThat(simulate(options).out()).contains("0 of them from r.html.jsonl");
    }

    @Test
    void refusesAWorkFileOfSomethingElse() throws IOException {
        Files.writeString(folder.resolve("r.html.jsonl"), "notes\n");

        Ran ran = simulate("--report", folder.resolve("r.html").toString(), "--load", "50");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("r.html.jsonl: line 1 is no line of a work file; delete the file");
    }

    @Test
    void startsSlackFromWhatItIsToldToBelieve() {
        Ran exact = simulate("--policy", "slack", "--json", "-");
        Ran wrong = simulate("--policy", "slack", "--json", "-", "--prior", "a800-qwen-32b-tp2", "--model-error", "20");

        assertThat(energy(wrong)).isNotEqualTo(energy(exact));
    }

    @Test
    void refusesAWorkloadThatDoesNotExist() {
        Ran ran = Ran.governor("simulate", "--workload", "converstion", "--duration", "10s");

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).contains("--workload: ").contains("did you mean conversation?");
    }

    @Test
    void refusesAMissingTrace() {
        Ran ran = simulate("--trace", folder.resolve("none.csv").toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("none.csv").contains("does not exist; check the path");
    }

    @Test
    void refusesAnEmptyTraceAndWritesNothing() throws IOException {
        Path json = folder.resolve("result.json");
        Files.writeString(trace, "");

        Ran ran = simulate("--json", json.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("trace.jsonl").contains("is empty");
        assertThat(names()).containsExactly("trace.jsonl");
    }

    @Test
    void refusesATraceWithABadRowAndNamesIt() throws IOException {
        Files.writeString(trace, "{\"timestamp\": 0, \"input_length\": 5, \"output_length\": -1}\n");

        Ran ran = simulate();

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("trace.jsonl").contains("line 1").contains("output_length");
    }

    @Test
    void refusesAMalformedHardwareFileWithEverythingThatIsWrong() throws IOException {
        Path hardware = Files.writeString(folder.resolve("gpu.yaml"), "name: x\ngpu: {count: 0}\n");

        Ran ran = simulate("--hardware", hardware.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("gpu.yaml").contains("gpu.count").contains("engine is missing");
    }

    private Ran simulate(String... options) {
        List<String> typed = new ArrayList<>(List.of("simulate"));
        List<String> given = List.of(options);
        for (String[] usual : new String[][] {
            {"--trace", trace.toString()}, {"--hardware", "h100-llama-8b"}, {"--duration", "30s"}, {"--policy", "max"}
        }) {
            if (!given.contains(usual[0])) {
                typed.addAll(List.of(usual));
            }
        }
        typed.addAll(given);
        return Ran.governor(typed.toArray(String[]::new));
    }

    private JsonObject withoutWallTime(String seed) {
        JsonObject result = parse(
                simulate("--policy", "slack,max", "--seed", seed, "--json", "-").out());
        for (JsonElement run : result.getAsJsonArray("runs")) {
            assertThat(run.getAsJsonObject().remove("wallSeconds").getAsDouble())
                    .isPositive();
        }
        return result;
    }

    private static double energy(Ran ran) {
        JsonElement run = parse(ran.out()).getAsJsonArray("runs").get(0);
        return run.getAsJsonObject().get("energyJoules").getAsDouble();
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonObject parse(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
