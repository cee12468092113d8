package io.gpugovernor.sim.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Optional;

/**
 * What of a {@code POST /v1/completions} matters to a simulated engine: lengths.
 *
 * @param model empty for the only one there is
 * @param promptTokens at least 1
 * @param maxTokens tokens to generate, at least 1; a simulated engine always generates them all
 * @param usage whether the stream ends with a count of tokens
 */
record CompletionRequest(Optional<String> model, int promptTokens, int maxTokens, boolean usage) {
    private static final int USUAL_TOKENS = 16;
    /** Roughly what tokenisers make of English text. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    static CompletionRequest parse(String body) throws ApiErrorException {
        JsonObject object = object(body);
        if (!flag(object, "stream")) {
            throw ApiErrorException.badRequest("the simulated engine only streams: set \"stream\": true");
        }
        if (object.has("n") && !object.get("n").equals(new JsonPrimitive(1))) {
            throw ApiErrorException.badRequest("the simulated engine gives one choice: set \"n\": 1 or leave it out");
        }
        boolean usage = object.get("stream_options") instanceof JsonObject options && flag(options, "include_usage");
        Optional<String> model =
                isString(object.get("model")) ? Optional.of(object.get("model").getAsString()) : Optional.empty();
        int maxTokens = object.has("max_tokens") ? positive(object.get("max_tokens")) : USUAL_TOKENS;
        return new CompletionRequest(model, promptTokens(object.get("prompt")), maxTokens, usage);
    }

    private static JsonObject object(String body) throws ApiErrorException {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException malformed) {
            throw ApiErrorException.badRequest("the body is no JSON: " + malformed.getMessage());
        }
        throw ApiErrorException.badRequest("the body is no JSON object");
    }

    private static int promptTokens(JsonElement prompt) throws ApiErrorException {
        if (isString(prompt)) {
            return 1 + prompt.getAsString().length() / CHARACTERS_PER_TOKEN;
        }
        if (prompt instanceof JsonArray array && !array.isEmpty()) {
            if (array.size() == 1 && !isNumber(array.get(0))) {
                return promptTokens(array.get(0));
            }
            for (JsonElement token : array) {
                if (!isNumber(token)) {
                    throw ApiErrorException.badRequest("prompt must be one text, or one list of token ids");
                }
            }
            return array.size();
        }
        throw ApiErrorException.badRequest("prompt must be a text or a list of token ids, and not empty");
    }

    private static int positive(JsonElement number) throws ApiErrorException {
        if (isNumber(number)) {
            double value = number.getAsDouble();
            if (value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value)) {
                return (int) value;
            }
        }
        throw ApiErrorException.badRequest("max_tokens must be a whole number, at least 1");
    }

    private static boolean flag(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value && value.isBoolean() && value.getAsBoolean();
    }

    private static boolean isString(JsonElement element) {
        return element instanceof JsonPrimitive value && value.isString();
    }

    private static boolean isNumber(JsonElement element) {
        return element instanceof JsonPrimitive value && value.isNumber();
    }
}
