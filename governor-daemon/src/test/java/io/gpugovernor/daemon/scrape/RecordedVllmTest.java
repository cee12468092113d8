package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedVllmTest {

    @Test
    void readsABusyEngine() throws Exception {
        EngineSnapshot snapshot = snapshot("vllm-v1.prom");

        assertThat(snapshot.running()).isEqualTo(32);
        assertThat(snapshot.waiting()).isEqualTo(6);
        assertThat(snapshot.finished()).isEqualTo(461 + 89 + 12);
        assertThat(snapshot.promptTokens()).isEqualTo(646_315);
        assertThat(snapshot.generationTokens()).isEqualTo(99_762);
        assertThat(snapshot.preemptions()).isZero();
        assertThat(snapshot.kvUsage()).isEqualTo(new Ratio(0.11428675586015821));
        assertHistogram(snapshot.ttft(), 594, 520.5267480015483);
        assertHistogram(snapshot.stepLatency(), 99_168, 1002.0775180022256);
        assertHistogram(snapshot.tbt(), 562, 5.634577552134408);
        assertHistogram(snapshot.promptLengths(), 562, 601_179);
        assertHistogram(snapshot.outputLengths(), 562, 94_990);
        assertThat(snapshot.ttft().bounds())
                .hasSize(22)
                .startsWith(0.001, 0.005, 0.01)
                .endsWith(640, 2560);
        assertThat(snapshot.ttft().cumulative()).startsWith(0, 0, 0, 101, 165, 185);
        // Everyone has a first token but the six that wait.
        assertThat(snapshot.arrived() - snapshot.firstTokens()).isEqualTo(6);
    }

    @Test
    void readsAnEngineThatJustStarted() throws Exception {
        EngineSnapshot snapshot = snapshot("vllm-v1-idle-start.prom");

        assertThat(snapshot.arrived()).isZero();
        assertThat(snapshot.generationTokens()).isZero();
        assertThat(snapshot.kvUsage()).isEqualTo(Ratio.ZERO);
        assertHistogram(snapshot.ttft(), 0, 0);
        assertThat(snapshot.ttft().bounds()).hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm-v1-dp2.prom", "vllm-v1-dp2-multiproc.prom"})
    void addsUpTwoEngines(String page) throws Exception {
        EngineSnapshot snapshot = snapshot(page);

        assertThat(snapshot.running()).isEqualTo(23 + 32);
        assertThat(snapshot.waiting()).isEqualTo(5);
        assertThat(snapshot.finished()).isEqualTo(107 + 84 + 18 + 25 + 2 + 4);
        assertThat(snapshot.promptTokens()).isEqualTo(154_327 + 126_465);
        assertThat(snapshot.generationTokens()).isEqualTo(17_772 + 20_261);
        assertThat(snapshot.kvUsage()).isEqualTo(new Ratio(0.08435711421384565));
        assertHistogram(snapshot.ttft(), 150 + 145, 4.159542000010333 + 3.9705340000112983);
        assertHistogram(snapshot.stepLatency(), 17_622 + 20_116, 167.98816599991392 + 187.84905199992056);
        assertHistogram(snapshot.tbt(), 127 + 113, 1.1982976311596403 + 1.0712368662918779);
        assertThat(snapshot.ttft().cumulative()).startsWith(0, 0, 0, 81 + 74);
    }

    @Test
    void readsAnEngineOfTheOldArchitecture() throws Exception {
        EngineSnapshot snapshot = snapshot("vllm-v0.prom");

        assertThat(snapshot.running()).isEqualTo(11);
        assertThat(snapshot.waiting()).isEqualTo(3);
        assertThat(snapshot.finished()).isEqualTo(53 + 8);
        assertThat(snapshot.promptTokens()).isEqualTo(41_035);
        assertThat(snapshot.generationTokens()).isEqualTo(4400);
        assertThat(snapshot.kvUsage()).isEqualTo(new Ratio(0.1731));
        assertHistogram(snapshot.ttft(), 61, 10.839863740578629);
        assertHistogram(snapshot.stepLatency(), 4400, 83.74752862207474);
        assertHistogram(snapshot.outputLengths(), 61, 11_247);
        assertThat(snapshot.tbt()).isSameAs(Histogram.EMPTY);
    }

    @Test
    void readsTheRustFrontendWhichShowsLess() throws Exception {
        EngineSnapshot snapshot = snapshot("vllm-rust-frontend-openmetrics.prom");

        assertThat(snapshot.running()).isEqualTo(3);
        assertThat(snapshot.promptTokens()).isEqualTo(1234);
        assertHistogram(snapshot.stepLatency(), 5600, 31.5);
        assertThat(snapshot.stepLatency().cumulative()).containsExactly(5580, 5600);
        assertThat(snapshot.particulars().countsFirstTokens()).isFalse();
    }

    @Test
    void countsWhatVersionOneTellsBesides() throws Exception {
        EngineSnapshot snapshot = snapshot("vllm-v1.prom");

        assertThat(snapshot.particulars().aborted()).hasValue(12);
        assertThat(snapshot.computedPromptTokens()).isEqualTo(588_299);
        assertThat(snapshot.particulars().admittedPromptTokens()).hasValue(588_299);
        assertThat(snapshot.particulars().asleep()).isFalse();
        assertThat(snapshot.particulars().deferred()).isZero();
    }

    @Test
    void readsSglang() throws Exception {
        EngineSnapshot snapshot = snapshot("sglang", "sglang.prom");

        assertThat(snapshot.running()).isEqualTo(162);
        assertThat(snapshot.waiting()).isEqualTo(2826);
        assertThat(snapshot.finished())
                .as("older versions count requests in a histogram")
                .isEqualTo(11_228);
        assertThat(snapshot.promptTokens()).isEqualTo(8_128_902);
        assertThat(snapshot.outputLengths().mean()).isCloseTo(7_557_572 / 11_228.0, within(1e-6));
        assertThat(snapshot.kvUsage()).isEqualTo(new Ratio(0.28));
        assertThat(snapshot.stepLatency().count()).isEqualTo(7_400_757);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm-v1.prom", "vllm-v0.prom", "vllm-v1-dp2.prom", "vllm-rust-frontend-openmetrics.prom"})
    void recognisesVllm(String page) throws Exception {
        assertThat(detected(page)).isEqualTo("vLLM");
    }

    @Test
    void recognisesSglang() throws Exception {
        assertThat(detected("sglang.prom")).isEqualTo("SGLang");
    }

    private static String detected(String name) throws Exception {
        byte[] page = RecordedPages.read(name);
        Detection detection = Dialect.detect(
                new PrometheusText(Dialect.any().names(), ExpositionLimits.DEFAULT).parse(page, page.length));
        return ((Detection.Found) detection).dialect().engine();
    }

    private static void assertHistogram(Histogram histogram, long count, double sum) {
        assertThat(histogram.count()).isEqualTo(count);
        assertThat(histogram.sum()).isCloseTo(sum, within(1e-9));
    }

    private static EngineSnapshot snapshot(String name) throws IOException, ExpositionException {
        return snapshot("vllm", name);
    }

    private static EngineSnapshot snapshot(String type, String name) throws IOException, ExpositionException {
        Telemetry telemetry = EngineMetrics.at(new Moment(0), Dialect.of(type).read(page(type, name)));
        return assertThat(telemetry)
                .asInstanceOf(type(Telemetry.Available.class))
                .actual()
                .snapshot();
    }

    private static Exposition page(String type, String name) throws IOException, ExpositionException {
        byte[] page = RecordedPages.read(name);
        return new PrometheusText(Dialect.of(type).names(), ExpositionLimits.DEFAULT).parse(page, page.length);
    }
}
