package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTraceReaderTest {
    private static final String ROW = "{\"timestamp\": 3000, \"input_length\": 6758, \"output_length\": 500}\n";

    @Test
    void readsMillisecondsAndIgnoresOtherFields() throws Exception {
        Trace trace = TraceText.read("{\"timestamp\": 27482, \"input_length\": 6955, \"output_length\": 52, "
                + "\"hash_ids\": [46, 47, {\"deep\": [null, true]}]}\r\n"
                + "{\"output_length\": 26, \"timestamp\": 30535.5, \"input_length\": 6472, \"extra\": null}");

        assertThat(trace.requests())
                .containsExactly(
                        new Request(Duration.ZERO, 6955, 52), new Request(Duration.ofNanos(3_053_500_000L), 6472, 26));
    }

    @Test
    void readsMillisecondsSince1970Exactly() throws Exception {
        Trace trace = TraceText.read("""
                {"timestamp": 1700000000000, "input_length": 1, "output_length": 1}
                {"timestamp": 1700000000001, "input_length": 1, "output_length": 1}
                """);

        assertThat(trace.span()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void toleratesAByteOrderMarkAndIndentation() throws Exception {
        assertThat(TraceText.read("\uFEFF  " + ROW).size()).isEqualTo(1);
    }

    @Test
    void namesAllMissingFields() {
        refuses(ROW + "{\"timestamp\": 1, \"input\": 3}\n", "line 2", "lacks input_length, output_length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\": 1,}",
                "{timestamp: 1}",
                "[1]",
                "7",
                "{\"timestamp\": NaN, \"input_length\": 1, \"output_length\": 1}",
                "{\"a\": \"\\q\"}",
                "not json"
            })
    void refusesLinesThatAreNotJsonObjects(String line) {
        refuses(ROW + line + "\n", "line 2", "is not a single JSON object; write one object a line");
    }

    @Test
    void survivesAbsurdNesting() {
        refuses(ROW + "{\"x\":" + "[".repeat(500_000) + "\n", "line 2", "is not a single JSON object");
    }

    @Test
    void saysThatTheLastRowIsCutOff() {
        refuses(ROW + "{\"timestamp\": 4000, \"input_le", "line 2", "the file seems cut off here");
    }

    @Test
    void refusesTwoObjectsOnALine() {
        refuses(ROW.strip() + ROW, "line 1", "is not a single JSON object");
    }

    @Test
    void refusesAJsonArray() {
        refuses("[" + ROW + "]", "line 1", "JSON array", "one JSON object a line");
    }

    @Test
    void refusesAFieldGivenTwice() {
        refuses("{\"timestamp\": 1, \"timestamp\": 2}\n", "line 1", "timestamp twice");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"3\"', 1, 1, timestamp is not a number",
        "-1, 1, 1, timestamp '-1' is not within",
        "1e300, 1, 1, timestamp '1e300' is not within",
        "1, 1.5, 1, input_length '1.5' is not a whole number",
        "1, 0, 1, 'input_length is 0,'",
        "1, 10000001, 1, input_length is 10000001",
        "1, 1, 0, 'output_length is 0,'",
        "1, 1, -7, 'output_length is -7,'",
        "1, 1, null, output_length is not a number",
    })
    void refusesValuesOutOfRange(String timestamp, String input, String output, String problem) {
        String row = "{\"timestamp\": " + timestamp + ", \"input_length\": " + input + ", \"output_length\": " + output;
        refuses(row + "}\n", "line 1", problem);
    }

    @Test
    void refusesRowsOutOfOrder() {
        refuses(ROW + ROW.replace("3000", "2999"), "line 2", "'2999' is earlier", "sort the rows");
    }

    private static void refuses(String text, String... parts) {
        assertThatExceptionOfType(TraceFormatException.class)
                .isThrownBy(() -> TraceText.read(text))
                .satisfies(error -> assertThat(error.getMessage())
                        .startsWith("t: ")
                        .contains(parts)
                        .contains("; ")
                        .doesNotContain("\n"));
    }
}
