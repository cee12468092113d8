package io.gpugovernor.sim.trace;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Mooncake's format: one JSON object a line with timestamp in ms, input_length and output_length; others ignored. */
final class JsonTraceReader {
    private static final String TIMESTAMP = "timestamp";
    private static final String PROMPT = "input_length";
    private static final String OUTPUT = "output_length";
    private static final List<String> REQUIRED = List.of(TIMESTAMP, PROMPT, OUTPUT);
    private static final TokenCount PROMPT_COUNT = TokenCount.ofPrompt(PROMPT);
    private static final TokenCount OUTPUT_COUNT = TokenCount.ofOutput(OUTPUT);

    /** The year 2200 in milliseconds since 1970; nanoseconds up to there fit into a long. */
    private static final double LATEST_MILLIS = 7_258_118_400_000.0;

    /** No honest number is longer, and none that is shorter takes long to parse. */
    private static final int LONGEST_NUMBER = 40;

    private final TraceFile file;
    private final LineReader lines;
    private final TraceRows rows;

    JsonTraceReader(TraceFile file, LineReader lines, TraceRows rows) {
        this.file = file;
        this.lines = lines;
        this.rows = rows;
    }

    void readAll(String first) throws IOException, TraceFormatException {
        for (String line = first; line != null; line = lines.next()) {
            readLine(line);
        }
    }

    private void readLine(String line) throws TraceFormatException {
        Map<String, String> fields = fields(line);
        List<String> missing =
                REQUIRED.stream().filter(name -> !fields.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            String problem = "lacks " + String.join(", ", missing);
            throw file.error(lines.number(), problem, "every row needs timestamp, input_length and output_length");
        }
        String timestamp = fields.getOrDefault(TIMESTAMP, "");
        int prompt = PROMPT_COUNT.parse(fields.getOrDefault(PROMPT, ""), file, lines.number());
        int output = OUTPUT_COUNT.parse(fields.getOrDefault(OUTPUT, ""), file, lines.number());
        rows.add(lines.number(), nanos(timestamp), timestamp, prompt, output);
    }

    private Map<String, String> fields(String line) throws TraceFormatException {
        Map<String, String> fields = new HashMap<>();
        try (JsonReader json = new JsonReader(new StringReader(line))) {
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (!REQUIRED.contains(name)) {
                    json.skipValue();
                } else if (fields.put(name, number(json, name)) != null) {
                    throw file.error(lines.number(), "has " + name + " twice", "remove one of the two");
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("more follows after the object");
            }
        } catch (IOException | IllegalStateException e) {
            String suspicion = lines.lastLineIsOpen() ? " (the file seems cut off here)" : "";
            throw file.error(lines.number(), "is not a single JSON object" + suspicion, "write one object a line");
        }
        return fields;
    }

    private String number(JsonReader json, String name) throws IOException, TraceFormatException {
        if (json.peek() != JsonToken.NUMBER) {
            throw file.error(lines.number(), name + " is not a number", "write it as a plain JSON number");
        }
        return json.nextString();
    }

    private long nanos(String timestamp) throws TraceFormatException {
        double millis = timestamp.length() > LONGEST_NUMBER ? Double.NaN : Double.parseDouble(timestamp);
        if (!(millis >= 0 && millis < LATEST_MILLIS)) {
            String problem = TIMESTAMP + " " + TraceFile.shown(timestamp) + " is not within 0 and the year 2200";
            throw file.error(lines.number(), problem, "write milliseconds since the trace's start, or since 1970");
        }
        long whole = (long) millis;
        return whole * 1_000_000 + Math.round((millis - whole) * 1e6);
    }
}
