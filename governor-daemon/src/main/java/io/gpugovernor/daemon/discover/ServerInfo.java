package io.gpugovernor.daemon.discover;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.EngineSettings.Told;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What engines answer when they are asked for their version and their configuration. */
final class ServerInfo {
    private static final Map<String, Setting> NAMES = Map.of(
            "tensor_parallel_size", Setting.TENSOR_PARALLEL,
            "tp_size", Setting.TENSOR_PARALLEL,
            "pipeline_parallel_size", Setting.PIPELINE_PARALLEL,
            "pp_size", Setting.PIPELINE_PARALLEL,
            "data_parallel_size", Setting.DATA_PARALLEL,
            "data_parallel_size_local", Setting.DATA_PARALLEL_HERE,
            "max_num_seqs", Setting.MAX_SEQUENCES,
            "max_running_requests", Setting.MAX_SEQUENCES,
            "max_num_batched_tokens", Setting.STEP_TOKENS);

    /** Engines nest their configuration two levels deep; what lies deeper belongs to something else. */
    private static final int DEPTH = 3;

    private static final int LONGEST_VERSION = 80;

    private ServerInfo() {}

    /** The member {@code version} of an object; empty if {@code text} is no such thing. */
    static Optional<String> version(String text) {
        return object(text)
                .map(object -> object.get("version"))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .filter(version -> !version.isBlank() && version.length() <= LONGEST_VERSION);
    }

    /** The numbers that are known by name, wherever they stand; nothing if {@code text} is no object. */
    static EngineSettings settings(String text, String source) {
        Map<Setting, Told> told = new EnumMap<>(Setting.class);
        object(text).ifPresent(object -> collect(object, source, DEPTH, told));
        return new EngineSettings(told);
    }

    private static void collect(JsonObject object, String source, int depth, Map<Setting, Told> told) {
        object.entrySet().forEach(member -> {
            JsonElement value = member.getValue();
            if (value.isJsonObject() && depth > 1) {
                collect(value.getAsJsonObject(), source, depth - 1, told);
            }
            Setting setting = NAMES.get(member.getKey());
            if (setting != null
                    && value.isJsonPrimitive()
                    && value.getAsString().matches("[1-9]\\d{0,6}")) {
                told.putIfAbsent(setting, new Told(value.getAsInt(), source));
            }
        });
    }

    private static Optional<JsonObject> object(String text) {
        try {
            JsonElement root = JsonParser.parseString(text);
            return root.isJsonObject() ? Optional.of(root.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException malformed) {
            return Optional.empty();
        }
    }
}
