package io.gpugovernor.daemon.loadgen;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.gpugovernor.daemon.loadgen.EngineFault.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What {@code /v1/models} lists. */
record ModelList(List<Served> models) {
    private static final int MOST = 1000;

    /** @throws EngineFault if it is no such list */
    static ModelList parse(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object
                    && object.get("data") instanceof JsonArray data
                    && data.size() <= MOST) {
                return new ModelList(read(data));
            }
        } catch (JsonParseException noJson) {
            throw stranger(noJson);
        }
        throw stranger(null);
    }

    /**
     * The one that is wanted, or the only one.
     *
     * @throws EngineFault if it is not served, or which is not said
     */
    Served choose(Optional<String> wanted) {
        List<String> names = models.stream().map(Served::model).toList();
        if (wanted.isPresent()) {
            return models.stream()
                    .filter(served -> served.model().equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() -> new EngineFault(
                            Reach.EVERYTHING, "does not serve " + wanted.get() + ": choose one of " + names));
        }
        if (models.size() != 1) {
            throw new EngineFault(
                    Reach.EVERYTHING,
                    models.isEmpty()
                            ? "serves no model"
                            : "serves several models: say which with --model, of " + names);
        }
        return models.get(0);
    }

    private static List<Served> read(JsonArray data) {
        List<Served> models = new ArrayList<>();
        for (JsonElement entry : data) {
            if (entry instanceof JsonObject model
                    && model.get("id") instanceof JsonPrimitive id
                    && id.isString()
                    && id.getAsString().equals(Faults.printable(id.getAsString()))) {
                models.add(new Served(id.getAsString(), longest(model)));
            }
        }
        return models;
    }

    private static OptionalInt longest(JsonObject model) {
        return model.get("max_model_len") instanceof JsonPrimitive length && length.isNumber() && length.getAsInt() > 0
                ? OptionalInt.of(length.getAsInt())
                : OptionalInt.empty();
    }

    private static EngineFault stranger(@Nullable Throwable cause) {
        return new EngineFault(
                Reach.EVERYTHING,
                "answers /v1/models with no list of models: it is no OpenAI-compatible server; correct the address",
                cause);
    }
}
