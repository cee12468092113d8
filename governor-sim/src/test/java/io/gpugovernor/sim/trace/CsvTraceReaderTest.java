package io.gpugovernor.sim.trace;

import static io.gpugovernor.sim.trace.TraceText.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTraceReaderTest {
    private static final String ROW = "2023-11-16 18:15:46.6805900,374,44\n";

    @Test
    void readsSevenFractionalDigitsAndStartsAtTheFirstRow() throws Exception {
        Trace trace = TraceText.read(HEADER + ROW + "2023-11-16 18:15:50.9951690,396,109\n");

        assertThat(trace.requests())
                .containsExactly(
                        new Request(Duration.ZERO, 374, 44), new Request(Duration.ofNanos(4_314_579_000L), 396, 109));
    }

    @Test
    void readsTimestampsWithAnOffset() throws Exception {
        Trace trace = TraceText.read(HEADER
                + "2024-05-10 00:00:00.009930+00:00,1,2\n"
                + "2024-05-10 02:00:01+02:00,3,4\n"
                + "2024-05-10T00:00:01.5Z,5,6\n");

        assertThat(trace.arrival(1)).isEqualTo(Duration.ofNanos(990_070_000));
        assertThat(trace.arrival(2)).isEqualTo(Duration.ofNanos(1_490_070_000));
    }

    @Test
    void crossesMidnightAndLeapDay() throws Exception {
        Trace trace = TraceText.read(HEADER + "2024-02-28 23:59:59.9,1,1\n2024-03-01 00:00:00,1,1\n");

        assertThat(trace.span()).isEqualTo(Duration.ofDays(1).plusMillis(100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFTIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:15:46.6805900,374,44\r\n",
                "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44",
                "\n\nTIMESTAMP,ContextTokens,GeneratedTokens\n\n2023-11-16 18:15:46.6805900,374,44\n\n\r\n",
                "GeneratedTokens,note,ContextTokens,TIMESTAMP\n44,,374,2023-11-16 18:15:46.6805900\n",
                "timestamp, contexttokens ,GENERATEDTOKENS\n 2023-11-16 18:15:46.6805900 , 374 , 44 \n",
                "\"TIMESTAMP\",\"ContextTokens\",GeneratedTokens\n\"2023-11-16 18:15:46.6805900\",\"374\",44\n",
                "a,TIMESTAMP,ContextTokens,GeneratedTokens\n\"x, \"\"y\"\"\",2023-11-16 18:15:46.68059,374,44\n",
                "é,TIMESTAMP,ContextTokens,GeneratedTokens\nü,2023-11-16 18:15:46.68059,374,44\n",
            })
    void toleratesVariantsOfTheFormat(String text) throws Exception {
        assertThat(TraceText.read(text).requests()).containsExactly(new Request(Duration.ZERO, 374, 44));
    }

    @Test
    void namesAllMissingColumns() {
        refuses("TIMESTAMP,Context\n" + ROW, "line 1", "ContextTokens, GeneratedTokens", "'TIMESTAMP,Context'");
    }

    @Test
    void refusesAColumnNamedTwice() {
        refuses("TIMESTAMP,ContextTokens,GeneratedTokens,ContextTokens\n" + ROW, "line 1", "ContextTokens twice");
    }

    @Test
    void refusesAHeaderWithoutRows() {
        refuses(HEADER, "t: has a header but no rows", "add at least one request");
    }

    @ParameterizedTest
    @CsvSource({"-3", "0", "-0"})
    void refusesCountsBelowOne(String count) {
        refuses(HEADER + ROW + "2023-11-16 18:15:47," + count + ",1\n", "line 3", "ContextTokens is " + count);
        refuses(HEADER + ROW + "2023-11-16 18:15:47,1," + count + "\n", "line 3", "GeneratedTokens is " + count);
    }

    @Test
    void refusesAbsurdCountsAndSaysWhy() {
        refuses(HEADER + "2023-11-16 18:15:47,10000001,1\n", "line 2", "limit of 10,000,000 (no model");
        refuses(HEADER + "2023-11-16 18:15:47,1,1000001\n", "line 2", "limit of 1,000,000 (no engine");
        refuses(HEADER + "2023-11-16 18:15:47,1," + "9".repeat(500) + "\n", "GeneratedTokens is 999999999999999999...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.5", "1e3", "0x10", "+4", "--4", "-", "१२"})
    void refusesCountsThatAreNotWholeNumbers(String count) {
        refuses(
                HEADER + "2023-11-16 18:15:47," + count + ",1\n",
                "line 2",
                "ContextTokens '" + count + "' is not a whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2023-13-16 18:15:46",
                "2023-02-29 18:15:46",
                "2023-11-16 24:15:46",
                "2023-11-16 18:15:46.",
                "2023-11-16 18:15:46.1234567890",
                "2023-11-16 18:15:46+25:00",
                "2023-11-16 18:15:46 PM",
                "1969-11-16 18:15:46",
                "9999-11-16 18:15:46",
                "16/11/2023 18:15:46"
            })
    void refusesWhatIsNoTimestamp(String timestamp) {
        refuses(HEADER + ROW + timestamp + ",1,1\n", "line 3", "is not a date and time", "2023-11-16 18:15:46.6805900");
    }

    @Test
    void refusesRowsOutOfOrderAndNamesTheRow() {
        refuses(
                HEADER + ROW + "\n2023-11-16 18:15:46.68,1,1\n",
                "line 4",
                "earlier than the row before",
                "sort the rows");
    }

    @Test
    void refusesATraceOfMoreThanAYear() {
        refuses(HEADER + ROW + "2024-12-16 18:15:46.68,1,1\n", "line 3", "more than a year");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-11-16 18:15:4", "2023-11-16 18:15:47.0", "2023-11-16 18:15:47.0,3", "\"2023-11"})
    void saysThatTheLastRowIsCutOff(String rest) {
        refuses(HEADER + ROW + rest, "line 3", "the file seems cut off here");
    }

    @Test
    void refusesRowsOfAnotherLength() {
        refuses(HEADER + "2023-11-16 18:15:47,1\n", "line 2", "has 2 of 3 fields");
        refuses(HEADER + "2023-11-16 18:15:47,1,2,3\n", "line 2", "has 4 fields, but the header names 3");
        refuses(HEADER + "\"2023-11-16 18:15:47\"x,1,2\n", "line 2", "quoted field that does not end");
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
