package io.gpugovernor.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares the simulated engine's page with one recorded from a real server, where that is at hand: in
 * {@code data/metrics} of the folder that system property {@code gpugovernor.shared} names, or of a folder
 * {@code shared} beside this module or any folder above it.
 */
class RecordedVllmPageTest {
    /** Served only by a server that drafts; the zeros say that this one does not. */
    private static final Set<String> NOT_RECORDED = Set.of(
            "vllm:spec_decode_num_drafts_total",
            "vllm:spec_decode_num_drafts_created",
            "vllm:spec_decode_num_draft_tokens_total",
            "vllm:spec_decode_num_draft_tokens_created",
            "vllm:spec_decode_num_accepted_tokens_total",
            "vllm:spec_decode_num_accepted_tokens_created");

    private static MetricsPage recorded = new MetricsPage();
    private static MetricsPage simulated = new MetricsPage();

    @BeforeAll
    static void readBoth() throws Exception {
        String named = System.getProperty("gpugovernor.shared");
        Stream<Path> folders = named != null
                ? Stream.of(Path.of(named))
                : Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                        .map(above -> above.resolve("shared"));
        var found = folders.map(shared -> shared.resolve("data/metrics/vllm-v1.prom"))
                .filter(Files::isRegularFile)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(),
                "no shared/data/metrics above this module; name it with -Dgpugovernor.shared=FOLDER");
        recorded = MetricsPage.parse(Files.readString(found.orElseThrow()));
        var profile = HardwareProfiles.load("h100-llama-8b");
        simulated = MetricsPage.parse(new VllmExposition(profile, Instant.EPOCH)
                .render(new SimEngine(profile, completion -> {}), new Moment(0)));
    }

    @Test
    void servesEveryFamilyOfTheRecordedServerWithItsType() {
        Map<String, String> wanted = recorded.types().entrySet().stream()
                .filter(family -> family.getKey().startsWith("vllm:"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(wanted).hasSizeGreaterThan(50);
        assertThat(simulated.types()).containsAllEntriesOf(wanted);
        assertThat(simulated.names())
                .containsAll(recorded.names().stream()
                        .filter(name -> name.startsWith("vllm:"))
                        .toList());
    }

    @Test
    void servesNoNameThatTheRecordedServerDoesNotButThoseOfDrafts() {
        Set<String> invented = simulated.names().stream()
                .filter(name -> !recorded.names().contains(name))
                .collect(Collectors.toSet());

        assertThat(invented).isEqualTo(NOT_RECORDED);
    }

    @Test
    void labelsEverySeriesAsTheRecordedServerDoes() {
        for (String name : simulated.names()) {
            if (name.equals("vllm:cache_config_info")) {
                // A simulated cache has fewer settings to tell.
                assertThat(recorded.labelNames(name)).containsAll(simulated.labelNames(name));
            } else if (!NOT_RECORDED.contains(name)) {
                assertThat(simulated.labelNames(name)).as(name).isEqualTo(recorded.labelNames(name));
            }
        }
    }

    @Test
    void putsBucketsWhereTheRecordedServerDoes() {
        Set<String> wanted = recorded.seriesWithBounds().stream()
                .filter(series -> series.startsWith("vllm:") && series.contains("_bucket "))
                .collect(Collectors.toSet());
        Set<String> served = simulated.seriesWithBounds().stream()
                .filter(series -> series.contains("_bucket "))
                .collect(Collectors.toSet());

        assertThat(wanted).hasSizeGreaterThan(200);
        assertThat(served).isEqualTo(wanted);
    }

    @Test
    void knowsTheSameReasonsStatesAndSources() {
        assertSameValues("vllm:request_success_total", "finished_reason");
        assertSameValues("vllm:request_success_created", "finished_reason");
        assertSameValues("vllm:num_requests_waiting_by_reason", "reason");
        assertSameValues("vllm:engine_sleep_state", "sleep_state");
        assertSameValues("vllm:prompt_tokens_by_source_total", "source");
    }

    private static void assertSameValues(String name, String label) {
        assertThat(simulated.labelValues(name, label)).isEqualTo(recorded.labelValues(name, label));
    }
}
