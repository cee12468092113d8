package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Ratio;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LengthDistributionTest {
    /** What a request weighs after one more. */
    private static final double KEPT = 1 - 1 / 500.0;

    /** Lengths in a bin lie within this factor of each other: an eighth of an octave. */
    private static final double BIN = Math.pow(2, 1 / 8.0);

    @Test
    void expectsAnythingUsualBeforeItLearned() {
        LengthDistribution unknown = LengthDistribution.UNKNOWN;
        assertThat(unknown.probabilityAbove(15)).isEqualTo(Ratio.ONE);
        assertThat(unknown.probabilityAbove(8193)).isEqualTo(Ratio.ZERO);
        assertThat(unknown.probabilityAbove(Math.sqrt(16.0 * 8192)).value()).isEqualTo(0.5, within(1e-6));
    }

    @Test
    void learnsTheOnlyLengthThereIs() {
        LengthDistribution taught = always(1000, 3000);
        assertThat(taught.probabilityAbove(1000 / BIN).value()).isGreaterThan(0.99);
        assertThat(taught.probabilityAbove(1000 * BIN).value()).isLessThan(0.01);
        assertThat(taught.mean()).isEqualTo(1000, within(1000 * (BIN - 1)));
        assertThat(taught.quantile(new Ratio(0.5))).isEqualTo(1000, within(1000 * (BIN - 1)));
    }

    @Test
    void forgetsAnOldMix() {
        LengthDistribution taught = always(100, 3000);
        for (int i = 0; i < 2500; i++) {
            taught = taught.after(4000);
        }
        assertThat(taught.probabilityAbove(2000).value()).isGreaterThan(0.99);
    }

    @Test
    void countsLengthsOutsideItsRangeAtItsEnds() {
        LengthDistribution taught =
                LengthDistribution.UNKNOWN.after(0).after(-5).after(1e12);
        assertThat(taught.probabilityAbove(0)).isEqualTo(Ratio.ONE);
        assertThat(taught.probabilityAbove(200_000)).isEqualTo(Ratio.ZERO);
        assertThat(taught.probabilityAbove(100_000).value()).isPositive();
    }

    @Test
    void isOnceLearnedNeverChanged() {
        LengthDistribution before = LengthDistribution.UNKNOWN;
        double mean = before.mean();
        assertThat(before.after(100_000).mean()).isGreaterThan(mean);
        assertThat(before.mean()).isEqualTo(mean);
    }

    @Test
    void agreesWithTheSampleItLearnedFrom() {
        double[] sample = lengths(5000);
        LengthDistribution taught = taught(sample);
        for (double tokens : new double[] {50, 100, 300, 1000, 3000, 10_000}) {
            assertThat(taught.probabilityAbove(tokens).value())
                    .as("P(L > %s)", tokens)
                    .isEqualTo(shareAbove(sample, tokens, 0), within(0.02));
        }
    }

    @Test
    void everyRequestCountsFromTheMomentItIsSeen() {
        LengthDistribution taught = LengthDistribution.UNKNOWN;
        double longer = taught.probabilityAbove(1000).value();
        double all = 1;
        for (int i = 0; i < 20; i++) {
            boolean isLonger = i % 3 == 0;
            taught = taught.after(isLonger ? 2000 : 500);
            longer = longer * KEPT + (isLonger ? 1 : 0);
            all = all * KEPT + 1;
            assertThat(taught.probabilityAbove(1000).value())
                    .as("after %s", i + 1)
                    .isEqualTo(longer / all, within(1e-5));
        }
    }

    @Test
    void agreesWithTheSampleGivenWhatIsKnownOfARequest() {
        double[] sample = lengths(5000);
        LengthDistribution taught = taught(sample);
        for (double known : new double[] {100, 500, 1500}) {
            for (double factor : new double[] {1.2, 2, 4}) {
                assertThat(taught.probabilityAbove(known * factor, known).value())
                        .as("P(L > %s | L > %s)", known * factor, known)
                        .isEqualTo(shareAbove(sample, known * factor, known), within(0.03));
            }
        }
    }

    @Test
    void isCertainOfWhatIsKnownAlready() {
        assertThat(LengthDistribution.UNKNOWN.probabilityAbove(400, 500)).isEqualTo(Ratio.ONE);
        assertThat(LengthDistribution.UNKNOWN.probabilityAbove(500, 500)).isEqualTo(Ratio.ONE);
    }

    @Test
    void believesThatARequestBeyondAllExperienceGoesOn() {
        assertThat(always(100, 3000).probabilityAbove(120_000, 100_000)).isEqualTo(Ratio.ONE);
    }

    @Test
    void neverRisesWithLength() {
        LengthDistribution taught = taught(lengths(2000));
        double last = 1;
        for (double tokens = 1; tokens < 200_000; tokens *= 1.01) {
            double probability = taught.probabilityAbove(tokens).value();
            assertThat(probability).isLessThanOrEqualTo(last);
            last = probability;
        }
        assertThat(last).isZero();
    }

    @Test
    void sumsAreCloseInTheTail() {
        double[] sample = lengths(5000);
        LengthDistribution taught = taught(sample);
        Random random = new Random(41);
        for (int count : new int[] {1, 2, 5, 20}) {
            double expected = count * taught.mean();
            for (double factor : new double[] {0.25, 0.5, 1, 1.5, 2, 3, 5, 8}) {
                double tokens = factor * expected;
                double drawn = drawnSumsAbove(sample, count, tokens, random);
                assertThat(taught.probabilitySumAbove(expected, count, tokens).value())
                        .as("P(sum of %s > %s times its mean)", count, factor)
                        .isEqualTo(drawn, within(drawn < 0.1 ? 0.03 : 0.2));
            }
        }
    }

    @Test
    void whatIsCertainOfASumOnlyShiftsIt() {
        LengthDistribution taught = taught(lengths(5000));
        for (double count : new double[] {1, 1.5, 3, 8}) {
            double expected = count * taught.mean();
            assertThat(taught.chanceSumAbove(expected + 700, count, 4000))
                    .isEqualTo(taught.chanceSumAbove(expected, count, 3300), within(1e-12));
        }
    }

    @Test
    void threeChancesOfASumTogetherAreTheirMean() {
        LengthDistribution taught = taught(lengths(5000));
        for (double count : new double[] {0.5, 1, 1.5, 3, 8}) {
            double expected = count * taught.mean() + 300;
            double sum = 0;
            for (double tokens : new double[] {-50, 900, 4000}) {
                sum += taught.chanceSumAbove(expected, count, tokens);
            }
            assertThat(taught.meanChanceSumAbove(expected, count, -50, 900, 4000))
                    .isEqualTo(sum / 3, within(1e-12));
        }
    }

    @Test
    void arrivalsTogetherExceedARoomAsDrawn() {
        double[] sample = lengths(5000);
        LengthDistribution taught = taught(sample);
        Random random = new Random(43);
        for (double arrivals : new double[] {0.1, 0.5, 2, 8}) {
            for (double room : new double[] {500, 2000, 8000, 20_000}) {
                int above = 0;
                for (int draw = 0; draw < 20_000; draw++) {
                    double sum = 0;
                    for (double left = Math.exp(-arrivals), p = random.nextDouble();
                            p > left;
                            p *= random.nextDouble()) {
                        sum += sample[sample.length - 1 - random.nextInt(500)];
                    }
                    above += sum > room ? 1 : 0;
                }
                double drawn = above / 20_000.0;
                assertThat(taught.chanceOfArrivalsAbove(arrivals, room))
                        .as("P(%s arrivals > %s tokens)", arrivals, room)
                        .isEqualTo(drawn, within(drawn < 0.2 ? 0.03 : 0.12));
            }
        }
    }

    @Test
    void nothingArrivesWhereNothingIsExpected() {
        assertThat(LengthDistribution.UNKNOWN.chanceOfArrivalsAbove(0, 100)).isZero();
    }

    private static double drawnSumsAbove(double[] sample, int count, double tokens, Random random) {
        int above = 0;
        for (int draw = 0; draw < 20_000; draw++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                // The distribution remembers about the last 500, so the sums are drawn from those.
                sum += sample[sample.length - 1 - random.nextInt(500)];
            }
            above += sum > tokens ? 1 : 0;
        }
        return above / 20_000.0;
    }

    /** The share of {@code sample} above {@code tokens} among those above {@code known}, the recent ones weighing more. */
    private static double shareAbove(double[] sample, double tokens, double known) {
        double weight = 1;
        double above = 0;
        double all = 0;
        for (int i = sample.length - 1; i >= 0; i--) {
            all += sample[i] > known ? weight : 0;
            above += sample[i] > tokens ? weight : 0;
            weight *= 1 - 1 / 500.0;
        }
        return above / all;
    }

    private static LengthDistribution taught(double... sample) {
        LengthDistribution taught = LengthDistribution.UNKNOWN;
        for (double length : sample) {
            taught = taught.after(length);
        }
        return taught;
    }

    private static LengthDistribution always(double length, int count) {
        double[] sample = new double[count];
        Arrays.fill(sample, length);
        return taught(sample);
    }

    /** Log-normal lengths around 600 tokens, as prompts of conversations are. */
    private static double[] lengths(int count) {
        Random random = new Random(37);
        double[] sample = new double[count];
        for (int i = 0; i < count; i++) {
            sample[i] = Math.max(1, Math.round(600 * Math.exp(1.1 * random.nextGaussian())));
        }
        return sample;
    }
}
