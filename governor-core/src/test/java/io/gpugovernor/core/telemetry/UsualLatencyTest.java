package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Tally;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsualLatencyTest {
    private static final double[] VLLM = {0.01, 0.025, 0.05, 0.075, 0.1};

    @Test
    void saysNothingBeforeAnythingWasSeen() {
        assertThat(UsualLatency.UNKNOWN.shareAbove(0.049, 0.025, 0.05)).isEqualTo(0.5);
    }

    @Test
    void learnsMeanAndSpreadThoughAllAreInOneBucket() {
        UsualLatency usual = after(2000, 0.045, 0.002, 4);
        assertThat(usual.mean()).isCloseTo(0.045f, within(0.001f));
        assertThat(usual.deviation()).isCloseTo(0.002f, within(0.0007f));
        assertThat(usual.shareAbove(0.0451, 0.025, 0.05)).isBetween(0.35, 0.6);
        assertThat(usual.shareAbove(0.0499, 0.025, 0.05)).isLessThan(0.02);
    }

    @Test
    void learnsTheSameFromSingleOnesAndFromMany() {
        assertThat(after(4000, 0.03, 0.001, 1).deviation()).isCloseTo(0.001f, within(0.0004f));
        assertThat(after(1000, 0.03, 0.001, 5).deviation()).isCloseTo(0.001f, within(0.0005f));
    }

    @Test
    void followsWithinSomeHundredRequests() {
        Random random = new Random(5);
        UsualLatency usual = after(1000, 0.03, 0.001, 5);
        for (int i = 0; i < 40; i++) {
            usual = usual.after(window(random, 0.046, 0.001, 5));
        }
        assertThat(usual.mean()).isCloseTo(0.046f, within(0.001f));
    }

    @Test
    void keepsWhatItKnowsWhileNothingEnds() {
        UsualLatency usual = after(10, 0.03, 0.001, 2);
        assertThat(usual.after(Histogram.EMPTY)).isSameAs(usual);
    }

    private static UsualLatency after(int windows, double mean, double deviation, int each) {
        Random random = new Random(3);
        UsualLatency usual = UsualLatency.UNKNOWN;
        for (int i = 0; i < windows; i++) {
            usual = usual.after(window(random, mean, deviation, each));
        }
        return usual;
    }

    private static Histogram window(Random random, double mean, double deviation, int each) {
        Tally tally = new Tally(VLLM);
        for (int i = 0; i < each; i++) {
            tally.add(mean + deviation * random.nextGaussian());
        }
        return tally.histogram();
    }
}
