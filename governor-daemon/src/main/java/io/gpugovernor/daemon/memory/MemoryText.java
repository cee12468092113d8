package io.gpugovernor.daemon.memory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.SwitchExperience;
import io.gpugovernor.core.forecast.TiltedScale;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Keepsake} as JSON. A digest of the body goes with it: a number that a disk or a hand has changed may look as
 * sound as the one that was learned, and would lower a clock wrongly.
 */
final class MemoryText {
    /** Changes when the shape does, or the meaning of a number in it. */
    static final int SCHEMA = 1;

    private static final Gson PRETTY = new GsonBuilder()
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private MemoryText() {}

    static String write(Keepsake keepsake) {
        JsonObject body = body(keepsake);
        JsonObject document = new JsonObject();
        document.addProperty("schema", SCHEMA);
        document.addProperty("sha256", Digest.of(body.toString()));
        document.add("body", body);
        return PRETTY.toJson(document) + "\n";
    }

    /** @throws MemoryException if {@code text} is not what this version writes, to the last digit */
    static Keepsake read(String text) throws MemoryException {
        try {
            JsonElement root = JsonParser.parseString(text);
            if (!root.isJsonObject() || !root.getAsJsonObject().has("schema")) {
                throw new MemoryException("is no memory of this daemon");
            }
            JsonObject document = root.getAsJsonObject();
            String schema = document.get("schema").getAsString();
            if (!schema.equals(String.valueOf(SCHEMA))) {
                throw new MemoryException("was written by another version (schema " + schema + ", not " + SCHEMA + ")");
            }
            JsonObject body = document.getAsJsonObject("body");
            if (!document.get("sha256").getAsString().equals(Digest.of(body.toString()))) {
                throw new MemoryException("was changed since it was written: its digest does not fit");
            }
            return keepsake(body);
        } catch (JsonParseException | IllegalStateException | StackOverflowError torn) {
            throw new MemoryException("is cut off or damaged");
        } catch (IllegalArgumentException | DateTimeException odd) {
            throw new MemoryException("holds what cannot be: " + odd.getMessage());
        } catch (NullPointerException | ClassCastException | UnsupportedOperationException incomplete) {
            throw new MemoryException("is incomplete");
        }
    }

    private static JsonObject body(Keepsake keepsake) {
        Learned learned = keepsake.learned();
        JsonObject body = new JsonObject();
        body.addProperty("domain", keepsake.domain());
        body.addProperty("savedAt", keepsake.savedAt().toString());
        JsonObject fingerprint = new JsonObject();
        for (Fingerprint.Part part : Fingerprint.Part.values()) {
            fingerprint.addProperty(part.label(), keepsake.fingerprint().get(part));
        }
        body.add("fingerprint", fingerprint);
        body.addProperty("promise", keepsake.promise());
        JsonObject calibration = new JsonObject();
        calibration.add("prefill", scale(learned.calibration().prefill()));
        calibration.add("decode", scale(learned.calibration().decode()));
        calibration.add("idlePower", scale(learned.calibration().idlePower()));
        calibration.add("busyPower", scale(learned.calibration().busyPower()));
        body.add("calibration", calibration);
        JsonObject switching = new JsonObject();
        switching.addProperty("actuationSeconds", learned.switching().actuation());
        switching.addProperty("stallSeconds", learned.switching().stall());
        body.add("switching", switching);
        // A key without a value would not be the same text once it was read and written again.
        learned.missPrice().ifPresent(price -> body.addProperty("missPriceJoules", price.value()));
        learned.floor().ifPresent(floor -> body.addProperty("provenFloorMHz", floor.value()));
        return body;
    }

    private static JsonObject scale(TiltedScale scale) {
        JsonObject object = new JsonObject();
        object.addProperty("level", scale.level());
        object.addProperty("tilt", scale.tilt());
        object.addProperty("levelVariance", scale.levelVariance());
        object.addProperty("covariance", scale.covariance());
        object.addProperty("tiltVariance", scale.tiltVariance());
        return object;
    }

    private static Keepsake keepsake(JsonObject body) {
        Map<Fingerprint.Part, String> parts = new EnumMap<>(Fingerprint.Part.class);
        for (Fingerprint.Part part : Fingerprint.Part.values()) {
            parts.put(
                    part, body.getAsJsonObject("fingerprint").get(part.label()).getAsString());
        }
        JsonObject calibration = body.getAsJsonObject("calibration");
        JsonObject switching = body.getAsJsonObject("switching");
        Learned learned = new Learned(
                Calibration.recalled(
                        scale(calibration, "prefill"),
                        scale(calibration, "decode"),
                        scale(calibration, "idlePower"),
                        scale(calibration, "busyPower")),
                SwitchExperience.recalled(number(switching, "actuationSeconds"), number(switching, "stallSeconds")),
                member(body, "missPriceJoules").map(price -> new Joules(price.getAsDouble())),
                member(body, "provenFloorMHz").map(floor -> new Megahertz(floor.getAsInt())));
        return new Keepsake(
                body.get("domain").getAsString(),
                Instant.parse(body.get("savedAt").getAsString()),
                new Fingerprint(parts),
                body.get("promise").getAsString(),
                learned);
    }

    private static TiltedScale scale(JsonObject calibration, String name) {
        JsonObject scale = calibration.getAsJsonObject(name);
        return TiltedScale.recalled(
                number(scale, "level"),
                number(scale, "tilt"),
                number(scale, "levelVariance"),
                number(scale, "covariance"),
                number(scale, "tiltVariance"));
    }

    private static double number(JsonObject object, String key) {
        return object.get(key).getAsDouble();
    }

    private static Optional<JsonElement> member(JsonObject body, String key) {
        return Optional.ofNullable(body.get(key)).filter(element -> !(element instanceof JsonNull));
    }
}
