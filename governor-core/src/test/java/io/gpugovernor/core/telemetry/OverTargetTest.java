package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Tally;
import io.gpugovernor.core.units.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverTargetTest {
    private static final double[] VLLM = {0.1, 0.25, 0.5, 0.75, 1, 2.5};
    private static final Duration TARGET = Duration.ofMillis(600);

    @Test
    void areNoneInAnEmptyWindow() {
        assertThat(over(Histogram.EMPTY)).isZero();
    }

    @Test
    void areExactWhereABoundEqualsTheTarget() {
        Random random = new Random(23);
        Duration half = Duration.ofMillis(500);
        for (int round = 0; round < 500; round++) {
            Tally tally = new Tally(VLLM);
            long late = 0;
            for (int i = random.nextInt(20); i > 0; i--) {
                double latency = random.nextDouble();
                tally.add(latency);
                late += latency > 0.5 ? 1 : 0;
            }
            assertThat(OverTarget.UNKNOWN
                            .after(half, tally.histogram(), Payments.NONE)
                            .count())
                    .isEqualTo(late);
        }
    }

    @Test
    void areExactForASingleLatencyAnywhereInItsBucket() {
        assertThat(over(Tally.of(VLLM, 0.5999))).isZero();
        assertThat(over(Tally.of(VLLM, 0.6))).isZero();
        assertThat(over(Tally.of(VLLM, 0.6001))).isEqualTo(1);
    }

    @Test
    void areExactWhereTheSumLeavesNoDoubt() {
        // The other lies below 0.1 s, and so far from the target is the straddling one at least.
        assertThat(over(Tally.of(VLLM, 0.05, 0.72))).isEqualTo(1);
        assertThat(over(Tally.of(VLLM, 0.09, 0.505))).isZero();
    }

    @Test
    void includeThoseThatAreCertainlyLate() {
        assertThat(over(Tally.of(VLLM, 0.875, 1.75))).isEqualTo(2);
        assertThat(over(Tally.of(VLLM, 0.55, 0.875, 1.75))).isBetween(2.0, 3.0);
    }

    @Test
    void countDoubtByWhatTheSumLeavesOpen() {
        double probablyInTime = over(Tally.of(VLLM, 0.2, 0.52));
        double probablyLate = over(Tally.of(VLLM, 0.2, 0.62));

        assertThat(probablyInTime).isLessThan(probablyLate).isPositive();
        assertThat(probablyLate).isLessThanOrEqualTo(1);
    }

    @Test
    void countDoubtByHowThisBucketUsuallyEnds() {
        OverTarget mostlyInTime = OverTarget.UNKNOWN;
        OverTarget mostlyLate = OverTarget.UNKNOWN;
        for (int i = 0; i < 50; i++) {
            mostlyInTime = mostlyInTime.after(TARGET, Tally.of(VLLM, 0.55), Payments.NONE);
            mostlyLate = mostlyLate.after(TARGET, Tally.of(VLLM, 0.7), Payments.NONE);
        }
        Histogram doubtful = Tally.of(VLLM, 0.2, 0.6);

        assertThat(mostlyInTime.after(TARGET, doubtful, Payments.NONE).count())
                .isLessThan(mostlyLate.after(TARGET, doubtful, Payments.NONE).count());
    }

    @Test
    void remainInDoubtAfterAnyNumberThatWereInTime() {
        OverTarget counter = OverTarget.UNKNOWN;
        for (int i = 0; i < 20_000; i++) {
            counter = counter.after(TARGET, Tally.of(VLLM, 0.55), Payments.NONE);
        }
        assertThat(counter.after(TARGET, Tally.of(VLLM, 0.2, 0.62), Payments.NONE)
                        .count())
                .isGreaterThan(0.01);
    }

    @Test
    void areRightInTheMeanOverManyWindows() {
        Random random = new Random(31);
        OverTarget counter = OverTarget.UNKNOWN;
        double counted = 0;
        long late = 0;
        for (int window = 0; window < 20_000; window++) {
            Tally tally = new Tally(VLLM);
            for (int i = random.nextInt(4); i > 0; i--) {
                double latency = 0.05 - 0.15 * Math.log(1 - random.nextDouble());
                tally.add(latency);
                late += latency > 0.6 ? 1 : 0;
            }
            counter = counter.after(TARGET, tally.histogram(), Payments.NONE);
            counted += counter.count();
        }
        assertThat(counted).as("of %d, seed 31", late).isBetween(0.9 * late, 1.1 * late);
    }

    @Test
    void areRightInTheMeanOfAQueueThatIsPaidInCrowds() {
        assertRightInTheMean(0.1, 4, 0.17, TARGET, 0.1);
        assertRightInTheMean(0.25, 4, 0.17, TARGET, 0.1);
    }

    /** How rarely one is late shows in the sums of many alone; by what is usual, almost half too many were counted. */
    @Test
    void areNearlyRightInTheMeanWhereHardlyAWindowHasASingleLatency() {
        assertRightInTheMean(1, 20, 0.03, Duration.ofMillis(400), 0.15);
        assertRightInTheMean(1, 8, 0.05, Duration.ofMillis(400), 0.15);
    }

    /** Requests come at random to a queue that serves one after the other. */
    private static void assertRightInTheMean(
            double tick, double perSecond, double meanService, Duration target, double tolerance) {
        Random random = new Random(37);
        ScriptedEngine engine = new ScriptedEngine();
        FirstTokenDebt debt = FirstTokenDebt.NONE;
        OverTarget counter = OverTarget.UNKNOWN;
        EngineSnapshot before = engine.snapshot();
        double counted = 0;
        long late = 0;
        double next = 0;
        double free = 0;
        List<double[]> owed = new ArrayList<>();
        for (int window = 1; window < 40_000; window++) {
            double end = window * tick;
            for (; next < end; next -= Math.log(1 - random.nextDouble()) / perSecond) {
                free = Math.max(free, next) - meanService * Math.log(1 - random.nextDouble());
                owed.add(new double[] {next, free});
                engine.arrive(1);
            }
            for (; !owed.isEmpty() && owed.get(0)[1] < end; owed.remove(0)) {
                double wait = owed.get(0)[1] - owed.get(0)[0];
                engine.firstToken(100, wait);
                late += wait > Durations.seconds(target) ? 1 : 0;
            }
            EngineSnapshot after = engine.passes(Durations.ofSeconds(tick)).snapshot();
            Window seen = Window.between(before, after).orElseThrow();
            debt = debt.after(seen, after, ArrivalDispersion.UNKNOWN);
            counter = counter.after(target, seen.ttft(), debt.payments());
            counted += counter.count();
            before = after;
        }
        assertThat(counted / late).as("of %d every %.2f s, seed 37", late, tick).isCloseTo(1, within(tolerance));
    }

    @Test
    void neverLieOutsideWhatTheBucketsProve() {
        Random random = new Random(29);
        OverTarget counter = OverTarget.UNKNOWN;
        for (int round = 0; round < 1000; round++) {
            Tally tally = new Tally(round % 3 == 0 ? new double[] {0.1} : VLLM);
            for (int i = random.nextInt(12); i > 0; i--) {
                tally.add(3 * random.nextDouble() * random.nextDouble());
            }
            Histogram histogram = tally.histogram();
            counter = counter.after(TARGET, histogram, Payments.NONE);
            assertThat(counter.count())
                    .isBetween((double) histogram.certainlyAbove(0.6), (double) histogram.possiblyAbove(0.6));
        }
    }

    @Test
    void areJudgedByTheMeanBeyondTheLastBound() {
        double[] coarse = {0.1};
        assertThat(over(Tally.of(coarse, 0.65, 0.7))).isPositive();
        assertThat(over(Tally.of(coarse, 0.2, 0.25))).isZero();
        assertThat(over(Tally.of(new double[0], 0.7))).isEqualTo(1);
    }

    private static double over(Histogram latencies) {
        return OverTarget.UNKNOWN.after(TARGET, latencies, Payments.NONE).count();
    }
}
