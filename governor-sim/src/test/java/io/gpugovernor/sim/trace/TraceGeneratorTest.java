package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.WorkloadClass;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceGeneratorTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void conversationsHaveTheLengthsOfTheService(long seed) {
        Trace trace = WorkloadPreset.CONVERSATION.generator().generate(Duration.ofHours(6), seed);

        assertThat(percentile(trace, Request::promptTokens, 50)).isCloseTo(1020, within(15));
        assertThat(percentile(trace, Request::promptTokens, 90)).isCloseTo(2735, within(80));
        assertThat(percentile(trace, Request::promptTokens, 99)).isCloseTo(4142, within(150));
        assertThat(percentile(trace, Request::outputTokens, 50)).isCloseTo(129, within(4));
        assertThat(percentile(trace, Request::outputTokens, 90)).isCloseTo(424, within(3));
        assertThat(percentile(trace, Request::outputTokens, 99)).isCloseTo(601, within(25));
        // The means were not put in; that they come out shows that the shape between the quantiles is right.
        assertThat(trace.totalPromptTokens() / trace.size()).isCloseTo(1155, within(60L));
        assertThat(trace.totalOutputTokens() / trace.size()).isCloseTo(211, within(10L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void codeHasTheLengthsOfTheService(long seed) {
        Trace trace = WorkloadPreset.CODE.generator().generate(DAY, seed);

        assertThat(percentile(trace, Request::promptTokens, 50)).isCloseTo(1469, within(30));
        assertThat(percentile(trace, Request::promptTokens, 90)).isCloseTo(5188, within(100));
        assertThat(percentile(trace, Request::promptTokens, 99)).isCloseTo(7436, within(5));
        assertThat(percentile(trace, Request::outputTokens, 50)).isCloseTo(13, within(1));
        assertThat(percentile(trace, Request::outputTokens, 90)).isCloseTo(55, within(2));
        assertThat(percentile(trace, Request::outputTokens, 99)).isCloseTo(251, within(20));
        assertThat(trace.totalPromptTokens() / trace.size()).isCloseTo(2048, within(60L));
        assertThat(trace.totalOutputTokens() / trace.size()).isCloseTo(28, within(2L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void conversationsComeSteadilyWithOneMildWave(long seed) {
        Trace trace = WorkloadPreset.CONVERSATION.generator().generate(Duration.ofHours(6), seed);

        assertThat(trace.meanRate().orElseThrow().perSecond()).isCloseTo(5.5, within(0.1));
        assertThat(rateWithin(trace, 0, 1)).isBetween(3.7, 4.3);
        assertThat(rateWithin(trace, 2.5, 3.5)).isBetween(6.8, 7.4);
        assertThat(longestGap(trace)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void codeComesInBurstsWithSilencesUpToMinutes(long seed) {
        Trace trace = WorkloadPreset.CODE.generator().generate(DAY, seed);

        assertThat(trace.meanRate().orElseThrow().perSecond()).isCloseTo(2.6, within(0.4));
        assertThat(longestGap(trace)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(15));
        long medianGapMillis =
                gapsMillis(trace).sorted().skip(trace.size() / 2).findFirst().orElseThrow();
        assertThat(medianGapMillis).isBetween(70L, 100L);
        long silentMillis = gapsMillis(trace).filter(gap -> gap > 5_000).sum();
        assertThat((double) silentMillis / DAY.toMillis()).isBetween(0.6, 0.75);
    }

    @ParameterizedTest
    @EnumSource(WorkloadClass.class)
    void everyRequestOfAPaperClassFallsIntoIt(WorkloadClass workload) {
        Trace trace = WorkloadPreset.parse(workload.name()).generator().generate(Duration.ofHours(1), 7);

        assertThat(trace.requests())
                .allSatisfy(request -> assertThat(WorkloadClass.of(request.promptTokens(), request.outputTokens()))
                        .isEqualTo(workload));
        assertThat(trace.size()).isBetween(6_800, 7_600);
    }

    @Test
    void aSeedGivesTheSameTrace() {
        TraceGenerator generator = WorkloadPreset.CODE.generator();

        assertThat(generator.generate(Duration.ofHours(1), 42)).isEqualTo(generator.generate(Duration.ofHours(1), 42));
    }

    @Test
    void anotherSeedGivesAnotherTrace() {
        TraceGenerator generator = WorkloadPreset.MEDIUM_MEDIUM.generator();

        assertThat(generator.generate(Duration.ofHours(1), 42))
                .isNotEqualTo(generator.generate(Duration.ofHours(1), 43));
    }

    @Test
    void anotherRateKeepsTheSequenceOfLengths() {
        TraceGenerator generator = WorkloadPreset.CONVERSATION.generator();
        Trace slow = generator.generate(Duration.ofMinutes(10), 1);
        Trace fast = generator.withRate(new ArrivalRate(20)).generate(Duration.ofMinutes(10), 1);

        assertThat(fast.meanRate().orElseThrow().perSecond()).isCloseTo(20, within(1.0));
        for (int i = 0; i < slow.size(); i++) {
            assertThat(fast.promptTokens(i)).isEqualTo(slow.promptTokens(i));
            assertThat(fast.outputTokens(i)).isEqualTo(slow.outputTokens(i));
        }
    }

    @Test
    void aTraceStartsWithARequestHoweverShortItIs() {
        Trace trace = WorkloadPreset.SMALL_SMALL.generator().generate(Duration.ofNanos(1), 1);

        assertThat(trace.requests())
                .singleElement()
                .extracting(Request::arrival)
                .isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource(WorkloadPreset.class)
    void aRateNearZeroEndsSoonAndGivesOneRequest(WorkloadPreset preset) {
        TraceGenerator generator = preset.generator().withRate(new ArrivalRate(1e-300));

        assertThat(generator.generate(Duration.ofDays(30), 1).size()).isEqualTo(1);
    }

    @Test
    void refusesTracesThatWouldNotFit() {
        TraceGenerator generator = WorkloadPreset.CODE.generator().withRate(new ArrivalRate(1e6));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator.generate(Duration.ofDays(1), 1))
                .withMessageContaining("more than 20,000,000 requests");
    }

    @ParameterizedTest
    @CsvSource({"CONVERSATION, -1292320414", "CODE, -1402683312", "LARGE_SMALL, 815503584"})
    void aSeedGivesTheSameTraceOnEveryMachine(WorkloadPreset preset, int fingerprint) {
        assertThat(preset.generator().generate(Duration.ofHours(1), 1)).hasSameHashCodeAs(fingerprint);
    }

    @Test
    void refusesDurationsOutOfRange() {
        TraceGenerator generator = WorkloadPreset.CODE.generator();
        assertThatIllegalArgumentException().isThrownBy(() -> generator.generate(Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> generator.generate(Duration.ofDays(367), 1));
    }

    @ParameterizedTest
    @CsvSource({"conversation, CONVERSATION", "' Code ', CODE", "small-large, SMALL_LARGE", "LARGE_SMALL, LARGE_SMALL"})
    void findsPresetsByName(String name, WorkloadPreset preset) {
        assertThat(WorkloadPreset.parse(name)).isEqualTo(preset);
    }

    @ParameterizedTest
    @CsvSource({
        "conversaton, did you mean conversation?",
        "cod, did you mean code?",
        "smal-large, did you mean small-large",
        "zzz, 'there are conversation, code, reasoning, documents, small-small'"
    })
    void suggestsNearNames(String name, String suggestion) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkloadPreset.parse(name))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining(suggestion)
                .withMessageContaining("large-large");
    }

    @Test
    void reasonsForThousandsOfTokensOnShortPrompts() {
        Trace trace = WorkloadPreset.REASONING.generator().generate(Duration.ofHours(6), 1);
        assertThat(percentile(trace, Request::outputTokens, 50)).isBetween(2_300, 2_700);
        assertThat(percentile(trace, Request::promptTokens, 90)).isBetween(600, 800);
    }

    @Test
    void hasAFewDocumentsAmongShortPrompts() {
        Trace trace = WorkloadPreset.DOCUMENTS.generator().generate(Duration.ofHours(6), 1);
        assertThat(percentile(trace, Request::promptTokens, 50)).isBetween(370, 430);
        assertThat(percentile(trace, Request::promptTokens, 99)).isBetween(9_000, 13_500);
    }

    @Test
    void presetNamesDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(WorkloadPreset.parse("MEDIUM-MEDIUM")).isEqualTo(WorkloadPreset.MEDIUM_MEDIUM);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static int percentile(Trace trace, ToIntFunction<Request> length, int percent) {
        int[] sorted = trace.requests().stream().mapToInt(length).sorted().toArray();
        return sorted[sorted.length * percent / 100];
    }

    private static double rateWithin(Trace trace, double fromHour, double toHour) {
        long arrivals = trace.requests().stream()
                .mapToLong(request -> request.arrival().toSeconds())
                .filter(seconds -> seconds >= fromHour * 3600 && seconds < toHour * 3600)
                .count();
        return arrivals / ((toHour - fromHour) * 3600);
    }

    private static LongStream gapsMillis(Trace trace) {
        return LongStream.range(1, trace.size())
                .map(i ->
                        trace.arrival((int) i).minus(trace.arrival((int) i - 1)).toMillis());
    }

    private static Duration longestGap(Trace trace) {
        return Duration.ofMillis(gapsMillis(trace).max().orElseThrow());
    }
}
