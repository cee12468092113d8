package io.gpugovernor.sim.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hardware and requests that the governor was not made with. Twenty minutes are short, so the bound is loose; it is there for
 * what loses a tenth of the requests and more, because a clock was low too long or a belief was wrong.
 */
class SlackOnAnyHardwareTest {
    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double TOLERANCE = 0.015;

    /** The last three have long answers and few places in the batch, which the governor once found out too late. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 12), LongStream.of(69, 202, 274));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsThePromise(long seed) {
        keepsThePromise(seed, TWENTY_MINUTES, DrawnLoad.STEADY, 11);
    }

    /**
     * Answers that had only just begun once filled the cache of the first within a minute; the batch of the second grew
     * until no clock decoded it in time; of the next two no window is without a prompt, and the governor, which starts from
     * a wrong model, never found out. The cache of the last has room for a dozen requests, and filled up again and again.
     */
    @ParameterizedTest
    @CsvSource({"191,12", "329,12", "487,12", "552,12", "1037,15"})
    void keepsThePromiseForAnHour(long seed, long traceSeed) {
        keepsThePromise(seed, HOUR, DrawnLoad.STEADY, traceSeed);
    }

    /**
     * Nine times as many long answers filled the cache within minutes, before any was late; up to a tenth of the hour's were.
     * The last starts from a wrong model, which short prompts did not teach how much arithmetic a large batch of decodes is.
     */
    @ParameterizedTest
    @CsvSource({"1215,21", "1263,21", "1404,31"})
    void keepsThePromiseWhereLoadRisesSteeply(long seed, long traceSeed) {
        keepsThePromise(seed, HOUR, DrawnLoad.STEEP, traceSeed);
    }

    /** Clusters of long prompts take the slack of those who decode meanwhile, of which forecasts know little: 0.9885 once. */
    @Test
    void keepsThePromiseInTheMeanWhereLongPromptsDelayAnswers() {
        double missing = LongStream.rangeClosed(1, 6)
                .mapToObj(traceSeed -> Draw.of(219).played(TWENTY_MINUTES, DrawnLoad.STEADY, traceSeed))
                .mapToDouble(Outcome::missing)
                .average()
                .orElseThrow();
        assertThat(missing).isLessThanOrEqualTo(0);
    }

    private static void keepsThePromise(long seed, Duration time, DrawnLoad load, long traceSeed) {
        Outcome outcome = Draw.of(seed).played(time, load, traceSeed);
        assertThat(outcome.missing())
                .as("%s, %s", outcome, outcome.draw().hardware())
                .isLessThanOrEqualTo(TOLERANCE);
        assertThat(outcome.saving()).isPositive();
    }
}
