package io.gpugovernor.daemon.loadgen;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.loadgen.EngineFault.Reach;
import io.gpugovernor.sim.sweep.Prompt;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The events of one completion, as they come: {@code data: {...}} for every token or few, a count of tokens, and
 * {@code data: [DONE]}. Notes when tokens come, and holds the server to what was asked.
 */
final class AnswerStream {
    private static final String FIELD = "data:";
    private static final String DONE = "[DONE]";

    private final Prompt asked;
    private final TimeSource time;
    private @Nullable Moment first;
    private @Nullable Moment last;
    private int events;
    private OptionalInt promptTokens = OptionalInt.empty();
    private OptionalInt completionTokens = OptionalInt.empty();
    private boolean done;

    AnswerStream(Prompt asked, TimeSource time) {
        this.asked = asked;
        this.time = time;
    }

    /** @throws EngineFault if it is no line of such a stream */
    void line(String line) {
        if (!line.startsWith(FIELD)) {
            return; // comments, other fields and the empty line between events
        }
        Moment now = time.now();
        String event = line.substring(FIELD.length()).strip();
        if (event.equals(DONE)) {
            done = true;
            return;
        }
        JsonObject object = object(event);
        if (object.has("error")) {
            throw new EngineFault(Reach.REQUEST, "broke off an answer" + Faults.said(event));
        }
        if (!(object.get("choices") instanceof JsonArray choices)) {
            throw new EngineFault(
                    Reach.EVERYTHING, "streams events without choices: it is no OpenAI-compatible server");
        }
        if (!choices.isEmpty()) {
            events++;
            first = first == null ? now : first;
            last = now;
        }
        if (object.get("usage") instanceof JsonObject usage) {
            promptTokens = count(usage, "prompt_tokens");
            completionTokens = count(usage, "completion_tokens");
        }
    }

    /** @throws EngineFault if the stream ended too early, or is not what was asked for */
    Answer end() {
        if (first == null || last == null || !done) {
            throw new EngineFault(
                    Reach.CONNECTION,
                    "ended an answer after " + events + " of " + asked.outputTokens() + " tokens: look at its log");
        }
        int output = completionTokens.orElse(events);
        if (output != asked.outputTokens()) {
            throw new EngineFault(
                    Reach.EVERYTHING,
                    "generated " + output + " tokens where " + asked.outputTokens()
                            + " were asked for: it does not honour ignore_eos, and lengths must be known here");
        }
        int input = promptTokens.orElse(asked.inputTokens());
        if (input != asked.inputTokens()) {
            throw new EngineFault(
                    Reach.EVERYTHING,
                    "counted " + input + " tokens in a prompt of " + asked.inputTokens()
                            + " token ids: it does not take ids as they are, and lengths must be known here");
        }
        return new Answer(first, last, input, output);
    }

    private static JsonObject object(String event) {
        try {
            if (JsonParser.parseString(event) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException garbage) {
            throw noJson(event);
        }
        throw noJson(event);
    }

    private static EngineFault noJson(String event) {
        return new EngineFault(
                Reach.EVERYTHING,
                "streams what is no JSON object ('" + Faults.printable(event)
                        + "'): it is no OpenAI-compatible server, or something in between garbles it");
    }

    private static OptionalInt count(JsonObject usage, String name) {
        return usage.get(name) instanceof JsonPrimitive value && value.isNumber()
                ? OptionalInt.of(value.getAsInt())
                : OptionalInt.empty();
    }
}
