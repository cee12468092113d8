package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.harrel.jsonschema.providers.SnakeYamlNode;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaAgreementTest {
    private final JsonObject schema = PolicySchema.read();

    @Test
    void theExampleIsValidForBoth() {
        assertThat(validate(PolicyTexts.example()).getErrors()).isEmpty();
        assertThat(PolicyTexts.accepted(PolicyTexts.example())).isNotNull();
    }

    @Test
    void theFullFileIsValidForBoth() {
        assertThat(validate(PolicyMappingTest.FULL).getErrors()).isEmpty();
        assertThat(validate(PolicyTexts.MINIMAL).getErrors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Block.class)
    void knowsTheKeysThatTheLoaderKnows(Block block) {
        JsonObject described = block(block);

        assertThat(described.getAsJsonObject("properties").keySet()).containsExactlyElementsOf(block.keys());
        assertThat(described.get("additionalProperties").getAsBoolean()).isFalse();
        for (Map.Entry<String, JsonElement> property :
                described.getAsJsonObject("properties").entrySet()) {
            assertThat(property.getValue().getAsJsonObject().get("description").getAsString())
                    .as(property.getKey())
                    .endsWith(".");
        }
    }

    @Test
    void describesNoBlockThatTheLoaderLacks() {
        assertThat(schema.getAsJsonObject("definitions").keySet()).hasSize(Block.values().length - 1);
    }

    @Test
    void namesTheDefaultsThatTheLoaderUses() {
        PolicyFile plain = PolicyTexts.accepted(PolicyTexts.MINIMAL);
        int compared = 0;
        for (Block block : Block.values()) {
            for (Map.Entry<String, JsonElement> property :
                    block(block).getAsJsonObject("properties").entrySet()) {
                JsonElement value = property.getValue().getAsJsonObject().get("default");
                if (value != null) {
                    String text = PolicySchema.withDefault(block, property.getKey(), value);
                    assertThat(PolicyTexts.accepted(text)).as(text).isEqualTo(plain);
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode: enforced",
                "modes: observe",
                "telemetry: {period: 5}",
                "telemetry: {period: fast}",
                "telemetry: {budget: 2}",
                "nvml: {library: libnvidia-ml.so.1}",
                "safety: {onExit: forget}",
                "safety: {stale_after: 3s}",
                "http: {listen: 9464}",
                "http: {listen: localhost}",
                "http: [a]",
                "node: {powerBudget: 4500}",
                "node: {powerBudget: 4.5MW}",
                "node: {powerBudget: off}",
                "learning: {keep: 1}",
                "learning: {directory: state}",
                "learning: {keep: true, path: /var/lib/x}",
                "    gpus: []",
                "    gpus: [0, 0]",
                "    gpus: [-1]",
                "    gpus: [300]",
                "    gpus: [MIG-0]",
                "    gpus: all",
                "    slo: {quantile: 0.9}",
                "    slo: {ttft: 600}",
                "    slo: {ttft: 1s, quantile: 1}",
                "    slo: fast",
                "    objective: speed",
                "    clocks: {min: 0}",
                "    clocks: {max: 2GHz}",
                "    clocks: {pin: 1}",
                "    hysteresis: {maxSwitchesPerMinute: 0}",
                "    hysteresis: {dwell: 5}",
                "    hysteresis: {deadBand: 0.6}",
                "    colour: red"
            })
    void bothRefuse(String line) {
        String text = PolicyTexts.MINIMAL + line + "\n";

        assertThat(validate(text).isValid()).isFalse();
        assertThat(PolicyTexts.problems(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: gpu-governor/v1",
                "apiVersion: gpu-governor/v1\ndomains: []",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a b, engine: {url: \"http://a\"}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"ftp://a\"}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http:///x\"}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http://u:p@a\"}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http://a\", feed: maybe}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http://a\", metricsPath: m}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http://a\", type: llama}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http://a\", type: VLLM}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"unix:run/s\"}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"unix:/run/s?x\"}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http://a\", nameFilter: maybe}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"https://a\", tls: {ca: x}}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"https://a\", tls: {certFile: x}}}]",
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"https://a\", tls: {serverName: a b}}}]",
                "apiVersion: gpu-governor/v2\ndomains: [{name: a, engine: {url: \"http://a\"}}]"
            })
    void bothRefuseTheFile(String text) {
        assertThat(validate(text).isValid()).isFalse();
        assertThat(PolicyTexts.problems(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang", "trtllm", "tgi", "auto"})
    void bothAcceptTheEngine(String type) {
        String text = PolicyTexts.MINIMAL.replace("engine: {", "engine: {type: " + type + ", ");

        assertThat(text).contains(type);
        assertThat(validate(text).getErrors()).isEmpty();
        assertThat(PolicyTexts.accepted(text)).isNotNull();
    }

    private JsonObject block(Block block) {
        return block == Block.ROOT
                ? schema
                : schema.getAsJsonObject("definitions")
                        .getAsJsonObject(block.name().toLowerCase(Locale.ROOT));
    }

    private Validator.Result validate(String yaml) {
        return new ValidatorFactory()
                .withDefaultDialect(new Dialects.Draft7Dialect())
                .withJsonNodeFactories(new GsonNode.Factory(), new SnakeYamlNode.Factory())
                .validate(schema.toString(), yaml);
    }
}
