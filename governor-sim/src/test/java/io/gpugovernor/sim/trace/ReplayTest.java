package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayTest {
    /** Requests at 0, 1 and 4 s; a mean gap of 2 s. */
    private static final Trace TRACE = new Trace("t", List.of(at(0, 1), at(1, 2), at(4, 3)));

    @Test
    void leavesATraceOfTheRightLengthAsItIs() {
        assertThat(Replay.of(TRACE).over(Duration.ofSeconds(5))).isEqualTo(TRACE);
    }

    @Test
    void cutsALongTraceJustBeforeTheEnd() {
        assertThat(Replay.of(TRACE).over(Duration.ofSeconds(4)).requests()).containsExactly(at(0, 1), at(1, 2));
    }

    @Test
    void startsAShortTraceAgainAfterOneMeanGap() {
        assertThat(Replay.of(TRACE).over(Duration.ofSeconds(13)).requests())
                .containsExactly(at(0, 1), at(1, 2), at(4, 3), at(6, 1), at(7, 2), at(10, 3), at(12, 1));
    }

    @Test
    void dividesArrivalTimesByTheScale() {
        assertThat(Replay.of(TRACE)
                        .scaledBy(new RateScale(2))
                        .over(Duration.ofSeconds(4))
                        .requests())
                .extracting(Request::arrival)
                .containsExactly(ms(0), ms(500), ms(2000), ms(3000), ms(3500));
    }

    @Test
    void scalesByAConstantLoad() {
        assertThat(Replay.of(TRACE)
                        .under(LoadProfile.parse("50"))
                        .over(Duration.ofSeconds(9))
                        .requests())
                .containsExactly(at(0, 1), at(2, 2), at(8, 3));
    }

    @Test
    void integratesARisingLoad() {
        // The load rises from 0 to 100 % in 8 s: trace time t^2 / 16, so trace time 1 passes at 4 s, and 4 at 8 s.
        assertThat(Replay.of(TRACE)
                        .under(LoadProfile.parse("0-100"))
                        .over(Duration.ofSeconds(8))
                        .requests())
                .containsExactly(at(0, 1), at(4, 2));
    }

    @Test
    void integratesAFallingLoad() {
        // The load falls from 200 % to 0 in 8 s: trace time 2 t - t^2 / 8, so trace time 4 passes at 8 - sqrt(32).
        Trace replayed = Replay.of(TRACE).under(LoadProfile.parse("200-0")).over(Duration.ofSeconds(8));

        assertThat(Durations.seconds(replayed.arrival(1))).isCloseTo(8 - Math.sqrt(56), within(1e-8));
        assertThat(Durations.seconds(replayed.arrival(2))).isCloseTo(8 - Math.sqrt(32), within(1e-8));
    }

    @Test
    void everyArrivalComesWhenTheIntegralReachesItsTraceTime() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LoadProfile profile = randomProfile(random);
            double scale = 0.1 + 5 * random.nextDouble();
            Duration duration = Duration.ofMillis(100_000 + random.nextInt(900_000));
            Trace replayed = Replay.of(TRACE)
                    .scaledBy(new RateScale(scale))
                    .under(profile)
                    .over(duration);

            for (int i = 0; i < replayed.size(); i++) {
                double traceTime = traceSeconds(i);
                double integral = scale * integral(profile, duration, Durations.seconds(replayed.arrival(i)));
                assertThat(integral).as("seed %d, arrival %d", seed, i).isCloseTo(traceTime, within(1e-6));
            }
            double total = scale * integral(profile, duration, Durations.seconds(duration));
            assertThat(traceSeconds(replayed.size()))
                    .as("seed %d: nothing is left out", seed)
                    .isGreaterThan(total - 1e-6);
        }
    }

    @Test
    void waitsThroughAPauseInTheLoad() {
        Trace replayed =
                Replay.of(TRACE).under(LoadProfile.parse("100-0-0-100")).over(Duration.ofSeconds(6));

        // Trace time 1 has passed at 2 s; nothing may arrive from then until the load returns at 4 s.
        assertThat(replayed.requests()).containsExactly(at(0, 1), at(2, 2));
    }

    @Test
    void keepsTheOrderOfArrivalsThatAreCloserThanRounding() {
        Trace dense = new Trace(
                "dense",
                IntStream.range(0, 5_000)
                        .mapToObj(i -> new Request(
                                i == 0 ? Duration.ZERO : Duration.ofDays(30).plusNanos(i), 1, 1))
                        .toList());
        for (long seed = 0; seed < 50; seed++) {
            LoadProfile profile = randomProfile(new SplittableRandom(seed));
            Trace replayed =
                    Replay.of(dense).scaledBy(new RateScale(3)).under(profile).over(Duration.ofDays(100));

            assertThat(replayed.size()).as("seed %d", seed).isGreaterThan(5_000);
            assertThat(replayed.requests())
                    .as("seed %d", seed)
                    .isSortedAccordingTo(Comparator.comparing(Request::arrival));
        }
    }

    @Test
    void playsATraceWithoutSpanOnce() {
        Trace burst = new Trace("burst", List.of(at(0, 1), at(0, 2)));

        assertThat(Replay.of(burst).over(Duration.ofHours(1)).requests()).containsExactly(at(0, 1), at(0, 2));
    }

    @Test
    void reachesATargetRate() {
        Trace regular = new Trace(
                "regular", IntStream.range(0, 100).mapToObj(i -> at(i, 1)).toList());
        RateScale scale = RateScale.reaching(new ArrivalRate(8), regular);

        assertThat(Replay.of(regular)
                        .scaledBy(scale)
                        .over(Duration.ofSeconds(100))
                        .size())
                .isEqualTo(800);
    }

    @Test
    void refusesATraceWithoutRateAsAReference() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateScale.reaching(new ArrivalRate(1), new Trace("one", List.of(at(0, 1)))))
                .withMessageContaining("has no rate");
    }

    @Test
    void refusesReplaysThatAreEmptyOrTooLarge() {
        Trace late = new Trace("late", List.of(at(10, 1), at(11, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.of(late).over(Duration.ofSeconds(5)))
                .withMessageContaining("no request");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.of(TRACE).scaledBy(new RateScale(1e6)).over(Duration.ofDays(300)))
                .withMessageContaining("20,000,000");
        assertThatIllegalArgumentException().isThrownBy(() -> Replay.of(TRACE).over(Duration.ZERO));
    }

    /** When arrival {@code i} of the endlessly repeated trace comes in trace time. */
    private static double traceSeconds(int i) {
        int copy = i / 3;
        return 6.0 * copy + Durations.seconds(TRACE.arrival(i % 3));
    }

    /** The trapezoid rule is exact where the load is linear, so it is applied between knots. */
    private static double integral(LoadProfile profile, Duration duration, double until) {
        List<LoadLevel> levels = profile.levels();
        int segments = levels.size() - 1;
        double spacing = Durations.seconds(duration) / segments;
        double sum = 0;
        for (int i = 0; i < segments && i * spacing < until; i++) {
            double width = Math.min(until - i * spacing, spacing);
            double start = levels.get(i).percent() / 100;
            double end = start + (levels.get(i + 1).percent() / 100 - start) * width / spacing;
            sum += width * (start + end) / 2;
        }
        return sum;
    }

    private static LoadProfile randomProfile(SplittableRandom random) {
        int levels = 2 + random.nextInt(6);
        return new LoadProfile(IntStream.range(0, levels)
                .mapToObj(i -> new LoadLevel(i == 1 || random.nextInt(3) > 0 ? 1 + random.nextInt(199) : 0))
                .toList());
    }

    private static Request at(int seconds, int tokens) {
        return new Request(Duration.ofSeconds(seconds), tokens, tokens);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
