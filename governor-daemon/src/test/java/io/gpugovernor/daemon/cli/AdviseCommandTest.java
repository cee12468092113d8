package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class AdviseCommandTest {
    private static final String BOTH = "h100-llama-70b-tp4,h100-llama-70b-tp8";
    private static final String[] QUICK = {"--requests", "100", "--clocks", "1005,1500,1980"};

    @TempDir
    private Path folder;

    @Test
    void saysWhatToRunWithTheRankingAndItsMargins() {
        Ran ran = advise("--hardware", BOTH, "--rate", "2", "--mix", "small-large=0.3,large-small=0.7");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).isEmpty();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("Simulated: small-large=0.3,large-small=0.7, 2.00 requests a second, on a node of 8 GPUs,"
                        + " rented whole; a GPU that serves nothing draws 79 W");
        assertThat(lines.get(1))
                .isEqualTo(
                        "SLO: TTFT 600ms, TBT 100ms for 99 % of requests; trials of 100 requests an instance, seed 1");
        assertThat(lines.get(3))
                .matches("Best: 1 x TP4 \\(h100-llama-70b-tp4\\), batch limit 256, 1005 MHz, [0-9,]+ J a request; the"
                        + " next, .* x TP., takes [0-9.]+ % more");
        assertThat(lines.get(5))
                .matches(
                        "instances +batch +clock +worse by +J/request +mean power +peak power +kept +TTFT p99 +to spare"
                                + " +TBT p99 +to spare");
        assertThat(lines.get(6)).matches("1 x TP4 +256 +1005 MHz +0.0 % .*");
        assertThat(lines.subList(7, 9)).allMatch(line -> line.matches("(2 x TP4|1 x TP8) .*"));
        assertThat(lines.get(10)).startsWith("If the load doubled to 4.00 requests a second: ");
        assertThat(lines).hasSize(11);
    }

    @Test
    void countsMoneyWherePricesAreGiven() {
        Ran ran = advise(
                "--hardware",
                BOTH,
                "--rate",
                "2",
                "--input",
                "300",
                "--output",
                "60",
                "--per-gpu",
                "--objective",
                "cost",
                "--price-gpu",
                "2.5");

        assertThat(ran.out()).contains("cost/h", "; only GPUs in use count", "Best: 1 x TP4", ", 10.00 an hour; the");
        assertThat(ran.out().lines().filter(line -> line.startsWith("1 x TP8")))
                .allMatch(line -> line.endsWith("20.00") && line.contains(" 100.0 % "));
    }

    @Test
    void answersInJson() {
        Ran ran = advise("--hardware", BOTH, "--rate", "2", "--input", "300", "--output", "60", "--json", "-");

        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        JsonArray ranking = json.getAsJsonObject("answer").getAsJsonArray("ranking");
        assertThat(json.get("demand").getAsString()).isEqualTo("300 tokens in, 60 out");
        assertThat(ranking).hasSize(3);
        double before = 0;
        for (JsonElement choice : ranking) {
            assertThat(choice.getAsJsonObject().get("score").getAsDouble()).isGreaterThanOrEqualTo(before);
            before = choice.getAsJsonObject().get("score").getAsDouble();
        }
        assertThat(json.getAsJsonObject("ifDoubled").get("requestsPerSecond").getAsDouble())
                .isEqualTo(4);
    }

    @Test
    void takesAShareOfWhatCanBeServedAndAProfileFromAFile() throws IOException {
        Path trace = folder.resolve("trace.jsonl");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add("{\"timestamp\": " + 500 * i + ", \"input_length\": " + (200 + i) + ", \"output_length\": 40}");
        }
        Files.write(trace, rows);

        Ran own = advise("--profile", "h100-llama-8b", "--node-gpus", "1", "--trace", trace.toString());
        Ran half =
                advise("--profile", "h100-llama-8b", "--node-gpus", "1", "--trace", trace.toString(), "--load", "60");

        assertThat(own.out()).startsWith("Simulated: trace.jsonl, 2.00 requests a second, on a node of 1 GPUs");
        assertThat(half.out())
                .contains("If the load doubled")
                .contains("nothing on this node would serve it; at most ");
    }

    @Test
    void saysWhatCouldBeServedWhereNothingServesTheLoad() {
        Ran ran = advise("--hardware", BOTH, "--rate", "500", "--input", "300", "--output", "60");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().reduce((first, last) -> last))
                .hasValueSatisfying(line -> assertThat(line)
                        .matches("advise: no configuration of this node serves 500 requests a second within the SLO; at"
                                + " most [0-9.]+ a second can be served"));
    }

    @Test
    void reportsEveryBadOptionAtOnce() {
        Ran ran = Ran.governor(
                "advise",
                "--hardware",
                "h100-llama-8b,h100-llama-70b-tp8,nowhere",
                "--rate",
                "0",
                "--load",
                "5",
                "--mix",
                "small-small=0.5",
                "--whole-node",
                "--per-gpu",
                "--objective",
                "cost",
                "--clocks",
                "1234",
                "--requests",
                "5");

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine())
                .startsWith("advise: ")
                .contains(
                        "--rate and --load exclude each other",
                        "--rate lies above 0",
                        "--mix: shares are numbers above 0 that add up to 1",
                        "--whole-node and --per-gpu exclude each other",
                        "--objective cost needs --price-gpu",
                        "--requests: a trial measures 100 to 1000000 requests, not 5",
                        "--profile: nowhere: no such hardware profile or file",
                        "the profiles are of different models",
                        "--clocks: 1234MHz is no clock step of any of the profiles");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 1                                         | which hardware? give --profile or --hardware",
                "--hardware h100-llama-8b                         | how many requests are there? give --rate or --load",
                "--hardware h100-llama-8b --rate 1 --input 5      | --input and --output belong together",
                "--hardware h100-llama-8b --rate 1 --input 0 --output 5 | lie within 1 and 1,000,000 tokens",
                "--hardware h100-llama-8b --rate 1 --mix tiny=1   | --mix: no workload is called",
                "--hardware h100-llama-8b --rate 1 --mix code=1 --input 5 --output 5 | exclude each other",
                "--hardware h100-llama-70b-tp8 --rate 1 --node-gpus 4 | none of the profiles fits a node of 4 GPUs",
                "--hardware h100-llama-8b --rate 1 --node-gpus 0  | --node-gpus lies within 1 and 64",
                "--hardware h100-llama-8b --rate 1 --price-gpu -1 | --price-energy and --price-gpu are at least 0",
                "--hardware h100-llama-8b --trace none.csv        | --trace: none.csv",
            })
    void refusesABadOptionInOneLine(String options, String said) {
        Ran ran = Ran.governor(
                Stream.of(("advise " + options.strip()).split(" +", -1)).toArray(String[]::new));

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).startsWith("advise: ").contains(said);
    }

    private static Ran advise(String... options) {
        return Ran.governor(Stream.of(Stream.of("advise"), Stream.of(options), Stream.of(QUICK))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }
}
