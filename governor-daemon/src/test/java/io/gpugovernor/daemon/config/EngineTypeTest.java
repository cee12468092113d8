package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTypeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang", "trtllm", "tgi"})
    void readsAKnownEngine(String name) {
        assertThat(type(name)).isEqualTo(new EngineType.Named(name));
    }

    @Test
    void readsAutoAndTheDefault() {
        assertThat(type("auto")).isEqualTo(new EngineType.Auto());
        assertThat(EngineConfig.DEFAULT_TYPE).isEqualTo(EngineType.VLLM);
    }

    @Test
    void readsADialectFileBesideThePolicy() throws IOException {
        Path file = Files.writeString(folder.resolve("house.yaml"), """
                engine: House engine
                families: "house_"
                roles: {running: house_active, waiting: house_queue}
                """);

        assertThat(type("house.yaml")).isEqualTo(new EngineType.InFile(file));
        assertThat(type("./house.yaml")).isEqualTo(new EngineType.InFile(file));
    }

    @Test
    void reportsAllThatIsWrongWithADialectFileAtThePlaceThatNamesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("house.yaml"), """
                engine: House engine
                families: "house_"
                roles: {runing: house_active, waiting: "house queue"}
                """);

        assertThat(problems("house.yaml"))
                .hasSize(3)
                .allMatch(problem -> problem.path().equals("domains[0].engine.type") && problem.line() == 2)
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "the dialect " + file + ":3:8: the role running is missing",
                        "the dialect " + file + ":3:9: unknown key 'runing' in roles",
                        "the dialect " + file + ":3:40: 'house queue' names no metric");
    }

    @Test
    void reportsADialectFileThatIsMissing() {
        assertThat(problems("none.yaml"))
                .extracting(Problem::message)
                .containsExactly("the dialect " + folder.resolve("none.yaml") + ": there is no such file");
    }

    @Test
    void suggestsTheEngineThatWasMeant() {
        assertThat(problems("sglan"))
                .extracting(Problem::remedy)
                .containsExactly("did you mean sglang? choose one of vllm, sglang, trtllm, tgi, auto, or a dialect file"
                        + " such as ./engine.yaml");
    }

    @Test
    void knowsNoEngineThatIsNotShipped() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineType.Named("llama"));
    }

    private EngineType type(String word) {
        return ((PolicyResult.Loaded) load(word))
                .policy()
                .domains()
                .get(0)
                .engine()
                .type();
    }

    private List<Problem> problems(String word) {
        return ((PolicyResult.Rejected) load(word)).problems().list();
    }

    private PolicyResult load(String word) {
        return PolicyLoader.parse(
                "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {url: \"http://a\", type: " + word + "}}]\n",
                folder);
    }
}
