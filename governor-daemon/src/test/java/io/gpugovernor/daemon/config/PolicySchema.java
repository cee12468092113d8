package io.gpugovernor.daemon.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON schema that ships with the daemon. */
final class PolicySchema {
    private PolicySchema() {}

    static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(PolicyLoader.class.getResourceAsStream("policy.schema.json"))) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The minimal file with {@code key} of {@code block} spelled out as {@code value}. */
    static String withDefault(Block block, String key, JsonElement value) {
        String entry = key + ": " + value;
        return switch (block) {
            case ROOT -> PolicyTexts.withRoot(entry);
            case TELEMETRY -> PolicyTexts.withRoot("telemetry: {" + entry + "}");
            case NVML -> PolicyTexts.withRoot("nvml: {" + entry + "}");
            case SAFETY -> PolicyTexts.withRoot("safety: {" + entry + "}");
            case HTTP -> PolicyTexts.withRoot("http: {" + entry + "}");
            case CONTROL -> PolicyTexts.withRoot("control: {" + entry + "}");
            case NODE -> PolicyTexts.withRoot("node: {" + entry + "}");
            case LEARNING -> PolicyTexts.withRoot("learning: {" + entry + "}");
            case DOMAIN -> PolicyTexts.withDomain(entry);
            case ENGINE -> PolicyTexts.withEngine(entry);
            case TLS -> PolicyTexts.withEngine("tls: {" + entry + "}");
            case CLOCKS -> PolicyTexts.withDomain("clocks: {" + entry + "}");
            case HYSTERESIS -> PolicyTexts.withDomain("hysteresis: {" + entry + "}");
            // An slo block needs a promise, so its default is compared by PolicyDefaultsTest.
            case SLO -> PolicyTexts.MINIMAL;
        };
    }
}
