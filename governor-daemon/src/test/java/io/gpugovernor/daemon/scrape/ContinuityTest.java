package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuityTest {
    private static final Dialect VLLM = Dialect.of("vllm");
    private static final String BORN = """
            vllm:prompt_tokens_created{engine="0",model_name="m"} 1.79e9
            process_start_time_seconds 1.79e9
            """;

    private final String page = Pages.vllm() + BORN;

    @Test
    void goesOnWhileCountersRiseAndGaugesMoveAnyWay() throws ExpositionException {
        assertThat(breaks(page, page.replace(" 1200.0", " 1300.0").replace("} 3.0", "} 0")))
                .isFalse();
        assertThat(breaks(page, page)).isFalse();
    }

    @Test
    void goesOnWhereAnEngineCountsItsFirstEndOfAKind() throws ExpositionException {
        assertThat(
                        breaks(
                                page,
                                page
                                        + "vllm:request_success_total{engine=\"0\",finished_reason=\"error\",model_name=\"m\"} 1\n"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'} 1200.0' | '} 1100.0' | a counter fell",
                "'_created{engine=\"0\",model_name=\"m\"} 1.79e9' | '_created{engine=\"0\",model_name=\"m\"} 1.80e9' | a series is younger",
                "'start_time_seconds 1.79e9' | 'start_time_seconds 1.80e9' | the process is younger",
                "'engine=\"0\"' | 'engine=\"1\"' | another engine",
                "'vllm:kv_cache_usage_perc' | 'vllm:gpu_cache_usage_perc' | another name"
            })
    void breaksWhereComparingWouldMislead(String before, String after, String why) throws ExpositionException {
        assertThat(page).as(why).contains(before);
        assertThat(breaks(page, page.replace(before, after))).as(why).isTrue();
    }

    @Test
    void breaksWhereOneOfTwoEnginesFellAndTheSumRose() throws ExpositionException {
        String other = Pages.vllm().replace("engine=\"0\"", "engine=\"1\"");
        assertThat(breaks(
                        Pages.vllm() + other,
                        Pages.vllm().replace("} 1200.0", "} 9000.0") + other.replace("} 1200.0", "} 10.0")))
                .isTrue();
    }

    @Test
    void breaksWhereAnEngineJoins() throws ExpositionException {
        assertThat(breaks(page, page + Pages.vllm().replace("engine=\"0\"", "engine=\"1\"")))
                .isTrue();
    }

    @Test
    void learnsNothingFromAPageThatCannotBeUsed() throws ExpositionException {
        Continuity seen = Continuity.NOTHING_SEEN.after(read(page));
        assertThat(seen.after(read("up 1\n"))).isSameAs(seen);
    }

    private static boolean breaks(String before, String after) throws ExpositionException {
        Continuity first = Continuity.NOTHING_SEEN.after(read(before));
        return first.after(read(after)).incarnation() != first.incarnation();
    }

    private static Reading read(String page) throws ExpositionException {
        return VLLM.read(Pages.parse(VLLM.names(), page));
    }
}
