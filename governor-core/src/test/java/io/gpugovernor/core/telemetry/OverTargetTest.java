package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Tally;
import java.time.Duration;
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
    void leanTowardsTooManyOverManyWindows() {
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
        // A promise is not kept by miscounting: doubt counts for more than it is worth, within bounds.
        assertThat(counted).as("of %d, seed 31", late).isBetween((double) late, 1.35 * late);
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
