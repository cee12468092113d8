package io.gpugovernor.sim.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The events of one completion's stream. Their text says nothing: it is simulated, token by token. */
final class CompletionChunks {
    static final String DONE = "data: [DONE]\n\n";

    private final String id;
    private final long created;
    private final String model;
    private final String token;
    private final String lastToken;

    /** @param created Unix time, seconds */
    CompletionChunks(String id, long created, String model) {
        this.id = id;
        this.created = created;
        this.model = model;
        this.token = event(choice(JsonNull.INSTANCE), JsonNull.INSTANCE);
        this.lastToken = event(choice(new JsonPrimitive("length")), JsonNull.INSTANCE);
    }

    String token(boolean last) {
        return last ? lastToken : token;
    }

    String usage(int promptTokens, int completionTokens) {
        JsonObject usage = new JsonObject();
        usage.addProperty("prompt_tokens", promptTokens);
        usage.addProperty("total_tokens", promptTokens + completionTokens);
        usage.addProperty("completion_tokens", completionTokens);
        return event(new JsonArray(), usage);
    }

    private String event(JsonArray choices, JsonElement usage) {
        JsonObject object = new JsonObject();
        object.addProperty("id", id);
        object.addProperty("object", "text_completion");
        object.addProperty("created", created);
        object.addProperty("model", model);
        object.add("choices", choices);
        object.add("usage", usage);
        return "data: " + object + "\n\n";
    }

    private static JsonArray choice(JsonElement finishReason) {
        JsonObject choice = new JsonObject();
        choice.addProperty("index", 0);
        choice.addProperty("text", " so");
        choice.add("logprobs", JsonNull.INSTANCE);
        choice.add("finish_reason", finishReason);
        JsonArray choices = new JsonArray();
        choices.add(choice);
        return choices;
    }
}
