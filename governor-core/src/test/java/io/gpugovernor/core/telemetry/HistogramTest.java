package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Tally;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final double[] BOUNDS = {0.1, 0.25, 0.5, 0.75, 1};

    @Test
    void refusesPartsThatContradictEachOther() {
        refuses(new double[] {1, 2}, new long[] {1}, 1, 1, "2 bounds but 1 counts");
        refuses(new double[] {2, 1}, new long[] {1, 2}, 2, 1, "bounds must ascend");
        refuses(new double[] {1, 1}, new long[] {1, 2}, 2, 1, "bounds must ascend");
        refuses(new double[] {1, Double.NaN}, new long[] {1, 2}, 2, 1, "bounds must ascend");
        refuses(new double[] {1, 2}, new long[] {2, 1}, 2, 1, "counts must not descend");
        refuses(new double[] {1}, new long[] {-1}, 2, 1, "counts must not descend");
        refuses(new double[] {1}, new long[] {3}, 2, 1, "contradict");
        refuses(new double[] {1}, new long[] {1}, 1, Double.NaN, "contradict");
        refuses(new double[] {1}, new long[] {1}, 1, Double.POSITIVE_INFINITY, "contradict");
    }

    @Test
    void hasAnExactMeanAndNoneWithoutValues() {
        assertThat(Tally.of(BOUNDS, 0.2, 0.6, 4).mean()).isEqualTo(1.6, within(1e-12));
        assertThat(Histogram.EMPTY.mean()).isNaN();
    }

    @Test
    void sharesNoArrayWithItsMakerOrItsReader() {
        double[] bounds = {1, 2};
        long[] counts = {1, 2};
        Histogram histogram = Histogram.of(bounds, counts, 2, 3);
        bounds[0] = 9;
        counts[0] = 9;
        histogram.bounds()[1] = 9;
        histogram.cumulative()[1] = 9;
        assertThat(histogram.bounds()).containsExactly(1, 2);
        assertThat(histogram.cumulative()).containsExactly(1, 2);
    }

    @Test
    void countsExactlyAtABound() {
        Histogram histogram = Tally.of(BOUNDS, 0.05, 0.5, 0.500001, 0.9, 7);
        assertThat(histogram.certainlyAbove(0.5)).isEqualTo(3);
        assertThat(histogram.possiblyAbove(0.5)).isEqualTo(3);
    }

    @Test
    void bracketsTheTruthBetweenBounds() {
        Random random = new Random(19);
        for (int round = 0; round < 500; round++) {
            Tally tally = new Tally(BOUNDS);
            double value = 1.3 * random.nextDouble();
            long above = 0;
            for (int i = random.nextInt(30); i > 0; i--) {
                double latency = 1.5 * random.nextDouble();
                tally.add(latency);
                above += latency > value ? 1 : 0;
            }
            Histogram histogram = tally.histogram();
            assertThat(above).isBetween(histogram.certainlyAbove(value), histogram.possiblyAbove(value));
        }
    }

    @Test
    void knowsNothingForCertainBeyondItsLastBound() {
        Histogram histogram = Tally.of(BOUNDS, 0.05, 7, 8);
        assertThat(histogram.certainlyAbove(2)).isZero();
        assertThat(histogram.possiblyAbove(2)).isEqualTo(2);
    }

    @Test
    void differenceHoldsWhatCameInBetween() {
        Tally tally = new Tally(BOUNDS);
        tally.add(0.05);
        tally.add(0.3);
        Histogram earlier = tally.histogram();
        tally.add(0.6);
        tally.add(3);
        Histogram since = tally.histogram().since(earlier);
        assertThat(since.count()).isEqualTo(2);
        assertThat(since.sum()).isEqualTo(3.6, within(1e-12));
        assertThat(since.cumulative()).containsExactly(0, 0, 0, 1, 1);
    }

    @Test
    void countsADifferenceAtItsBoundsLikeAnyOther() {
        Histogram earlier = Tally.of(BOUNDS, 0.05, 0.3, 0.6);
        Histogram since = Tally.of(BOUNDS, 0.05, 0.3, 0.6, 0.6, 3).since(earlier);
        Histogram alone = Tally.of(BOUNDS, 0.6, 3);
        for (double value : new double[] {0.01, 0.1, 0.3, 0.6, 0.75, 3, 10}) {
            assertThat(since.certainlyAbove(value)).as("above %s", value).isEqualTo(alone.certainlyAbove(value));
            assertThat(since.possiblyAbove(value)).as("above %s", value).isEqualTo(alone.possiblyAbove(value));
            assertThat(since.possiblyAtMost(value)).as("to %s", value).isEqualTo(alone.possiblyAtMost(value));
        }
    }

    @Test
    void aDifferenceHasADifferenceToo() {
        Histogram start = Tally.of(BOUNDS, 0.05);
        Histogram first = Tally.of(BOUNDS, 0.05, 0.3).since(start);
        Histogram both = Tally.of(BOUNDS, 0.05, 0.3, 0.6).since(start);
        assertThat(both.continues(first)).isTrue();
        assertThat(first.continues(both)).isFalse();
        Histogram second = both.since(first);
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.sum()).isEqualTo(0.6, within(1e-12));
        assertThat(second.certainlyAbove(0.3)).isEqualTo(1);
        assertThat(second.possiblyAbove(0.9)).isEqualTo(Tally.of(BOUNDS, 0.6).possiblyAbove(0.9));
    }

    @Test
    void isEmptyWhereNothingCameInBetween() {
        Histogram earlier = Tally.of(BOUNDS, 0.2, 0.3);
        assertThat(Tally.of(BOUNDS, 0.2, 0.3).since(earlier)).isSameAs(Histogram.EMPTY);
    }

    @Test
    void everythingCameSinceNothing() {
        Histogram first = Tally.of(BOUNDS, 0.2);
        assertThat(first.since(Histogram.EMPTY).count()).isEqualTo(1);
        assertThat(first.continues(Histogram.EMPTY)).isTrue();
    }

    @Test
    void noticesAResetByCountSumOrBounds() {
        Histogram earlier = Tally.of(BOUNDS, 0.2, 0.3);
        assertThat(Tally.of(BOUNDS, 0.9).continues(earlier)).isFalse();
        assertThat(Tally.of(BOUNDS, 0.01, 0.02, 0.03).continues(earlier)).isFalse();
        assertThat(Tally.of(new double[] {1, 2}, 0.2, 0.3, 0.4).continues(earlier))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tally.of(BOUNDS, 0.9).since(earlier))
                .withMessageContaining("reset");
    }

    @Test
    void noticesAResetThatOnlyItsBucketsBetray() {
        Histogram earlier = Tally.of(BOUNDS, 0.05, 0.05);
        Histogram afterRestart = Tally.of(BOUNDS, 0.9, 0.9, 0.9);
        assertThat(afterRestart.continues(earlier)).isFalse();
    }

    private static void refuses(double[] bounds, long[] cumulative, long count, double sum, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histogram.of(bounds, cumulative, count, sum))
                .withMessageContaining(why);
    }
}
