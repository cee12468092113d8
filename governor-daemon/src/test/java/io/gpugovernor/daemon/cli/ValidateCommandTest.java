package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ValidateCommandTest {
    private static final String HEAD = "tp,input_len,output_len,freq,rps,power,ttft_p99,tpot_p99\n";
    private static final String FULL_CLOCK = "1,500,128,1980,2.0,350,0.060,0.010\n";

    @TempDir
    private Path folder;

    @Test
    void putsEveryRowOnTheTwinAndSumsUpTheErrors() throws IOException {
        Ran ran = validate(
                HEAD + FULL_CLOCK + "1,500,128,1200,2.0,250,0.080,0.012\n" + "8,500,128,1200,2.0,250,0.1,0.1\n");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).isEmpty();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("Twin h100-llama-8b against sweep.csv: 2 rows (1 rows of other group sizes left out)");
        assertThat(lines.get(3)).startsWith("    2  1980 MHz     2.00     350 / ");
        assertThat(lines.get(4)).startsWith("    3  1200 MHz     2.00     250 / ");
        assertThat(lines.subList(6, 9))
                .allMatch(
                        line -> line.matches(
                                "(power|p99 TTFT|p99 TPOT) +median error +[0-9.]+ %, worst [-+][0-9.]+ % at line [23] \\(.*\\): .+"));
        assertThat(lines).hasSize(9);
        assertThat(lines.subList(0, 5)).allMatch(line -> line.length() <= 120);
    }

    @Test
    void findsNoErrorAgainstItsOwnNumbers() throws IOException {
        List<String> lines = validate(HEAD + FULL_CLOCK).out().lines().toList();
        String[] twin = lines.get(3).split("[ /]+", -1);
        String own = "1,500,128,1980,2.0," + twin[6] + "," + Double.parseDouble(twin[10]) / 1e3 + ","
                + Double.parseDouble(twin[14]) / 1e3 + "\n";

        Ran again = validate(HEAD + own);

        assertThat(again.out().lines().filter(line -> line.contains("median error")))
                .allMatch(line -> line.matches(".*median error +0\\.[0-4] %.*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1,500,128,1980,2.0,350,0.06         | line 2: 7 values, but the header has 8",
                "1,500,128,fast,2.0,350,0.06,0.01    | line 2: freq is 'fast'; it must be a number from",
                "1,500,128,1980,-2.0,350,0.06,0.01   | line 2: rps is '-2.0'; it must be a number from",
                "1,500,128,1980,2.0,350,NaN,0.01     | line 2: ttft_p99 is 'NaN'; it must be a number from",
                "8,500,128,1980,2.0,350,0.06,0.01    | no row was measured on 1 GPUs (tp=1), the size of h100-llama-8b",
            })
    void refusesABadRowInOneLineThatNamesIt(String row, String said) throws IOException {
        Ran ran = validate(HEAD + row + "\n");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine())
                .startsWith("validate: ")
                .contains("sweep.csv: ")
                .contains(said);
    }

    @Test
    void refusesAFileWithoutTheColumns() throws IOException {
        assertThat(validate("a,b,c\n1,2,3\n").onlyLine())
                .contains("sweep.csv: line 1: no column tp, input_len")
                .contains("a clock sweep has the columns");
    }

    @Test
    void refusesAFileWithoutRowsAndOneThatIsEmpty() throws IOException {
        assertThat(validate(HEAD).onlyLine()).contains("no rows below the header; add measured points");
        assertThat(validate("").onlyLine()).contains("line 1: no column");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Ran ran =
                Ran.governor("characterize", "validate", "--hardware", "h100-llama-8b", "--data", folder + "/none.csv");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("none.csv: no such file; give the CSV of a clock sweep");
    }

    @Test
    void refusesUnknownHardware() {
        Ran ran = Ran.governor("characterize", "validate", "--hardware", "h1000", "--data", folder + "/none.csv");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("h1000: no such hardware profile or file; the shipped profiles are");
    }

    @ParameterizedTest
    @CsvSource({"99", "1000001", "-5"})
    void refusesTooFewAndTooManyRequests(String requests) {
        Ran ran = Ran.governor("characterize", "validate", "--hardware", "x", "--data", "y", "--requests=" + requests);

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.onlyLine()).isEqualTo("validate: --requests lies within 100 and 1000000, not at " + requests);
    }

    private Ran validate(String csv) throws IOException {
        Path data = Files.writeString(folder.resolve("sweep.csv"), csv);
        return Ran.governor(
                "characterize",
                "validate",
                "--hardware",
                "h100-llama-8b",
                "--data",
                data.toString(),
                "--requests",
                "200");
    }
}
