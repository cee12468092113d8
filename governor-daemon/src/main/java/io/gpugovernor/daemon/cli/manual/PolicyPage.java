package io.gpugovernor.daemon.cli.manual;

import static io.gpugovernor.daemon.cli.manual.Roff.bold;
import static io.gpugovernor.daemon.cli.manual.Roff.escaped;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.daemon.config.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The manual page of the policy file, out of the schema that editors check it by. */
final class PolicyPage {
    static final String NAME = "gpu-governor-policy";

    private static final String EXAMPLE = """
            apiVersion: gpu-governor/v1
            mode: observe
            domains:
              - name: chat
                engine: {url: "http://127.0.0.1:8000"}
                gpus: [0, 1, 2, 3]
                slo: {ttft: 600ms, tbt: 100ms, quantile: 0.99}
            """;

    private final JsonObject schema;
    private final String source;

    private PolicyPage(JsonObject schema, String source) {
        this.schema = schema;
        this.source = source;
    }

    /** @param source the program and its version */
    static PolicyPage of(String source) {
        try (InputStream in = PolicyFile.class.getResourceAsStream("policy.schema.json");
                InputStreamReader reader =
                        new InputStreamReader(Objects.requireNonNull(in, "the schema"), StandardCharsets.UTF_8)) {
            return new PolicyPage(JsonParser.parseReader(reader).getAsJsonObject(), source);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String text() {
        Roff page = new Roff(NAME, 5, source, "gpu-governor manual");
        page.section("NAME")
                .paragraph(escaped(NAME) + " \\- what gpu\\-governor is to govern, and how")
                .section("DESCRIPTION")
                .paragraph(
                        escaped("One YAML file, in UTF-8, of at most 1 MiB. An unknown key is an error. Durations are a"
                                + " number and a unit (500ms, 3s, 1h), clocks whole megahertz with or without MHz, shares a percentage"
                                + " or a fraction, powers a number and W or kW."))
                .paragraph(escaped(
                        "'gpu-governor check-config FILE' names every problem at once, with line and column; the"
                                + " daemon follows a change of the file by itself."))
                .section("KEYS");
        block(page, schema, "");
        return page.section("EXAMPLE")
                .example(EXAMPLE)
                .section("FILES")
                .entry(bold("/etc/gpu-governor/policy.yaml"), "The policy of the installed daemon.")
                .section("SEE ALSO")
                .paragraph(escaped("gpu-governor(1), gpu-governor-check-config(1), gpu-governor-reload(1)"))
                .toString();
    }

    private void block(Roff page, JsonObject block, String path) {
        JsonObject keys = block.getAsJsonObject("properties");
        for (Map.Entry<String, JsonElement> key : keys.entrySet()) {
            page.entry(
                    bold(path + key.getKey()),
                    meaning(key.getKey(), key.getValue().getAsJsonObject(), block));
        }
        for (Map.Entry<String, JsonElement> key : keys.entrySet()) {
            JsonObject value = key.getValue().getAsJsonObject();
            inner(value).ifPresent(inside -> {
                String name = path + key.getKey() + (value.has("items") ? "[]" : "");
                page.subsection(name);
                block(page, inside, name + ".");
            });
        }
    }

    private static String meaning(String key, JsonObject value, JsonObject block) {
        StringBuilder meaning = new StringBuilder(value.get("description").getAsString());
        if (value.has("enum")) {
            StringBuilder choices = new StringBuilder();
            value.getAsJsonArray("enum")
                    .forEach(choice ->
                            choices.append(choices.isEmpty() ? "" : ", ").append(choice.getAsString()));
            meaning.append(" One of ").append(choices).append('.');
        }
        if (value.has("default")) {
            meaning.append(" Default: ")
                    .append(value.get("default").getAsString())
                    .append('.');
        } else if (block.has("required") && contains(block, key)) {
            meaning.append(" Required.");
        }
        return escaped(meaning.toString());
    }

    private static boolean contains(JsonObject block, String key) {
        return block.getAsJsonArray("required").asList().stream()
                .anyMatch(name -> name.getAsString().equals(key));
    }

    /** The block that a key holds, directly, as one of its forms, or as the items of a list. */
    private Optional<JsonObject> inner(JsonObject value) {
        if (value.has("$ref")) {
            String name = value.get("$ref").getAsString().replace("#/definitions/", "");
            return Optional.of(schema.getAsJsonObject("definitions").getAsJsonObject(name));
        }
        if (value.has("items")) {
            return inner(value.getAsJsonObject("items"));
        }
        for (String forms : new String[] {"allOf", "anyOf"}) {
            if (value.has(forms)) {
                return value.getAsJsonArray(forms).asList().stream()
                        .filter(JsonElement::isJsonObject)
                        .map(JsonElement::getAsJsonObject)
                        .filter(form -> form.has("$ref"))
                        .findFirst()
                        .flatMap(this::inner);
            }
        }
        return Optional.empty();
    }
}
