package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardizerTest {
    @Test
    void tellsHowManyDeviationsAValueLiesFromTheMean() {
        Standardizer seen = Standardizer.of(1);
        for (double value : new double[] {2, 4, 4, 4, 5, 5, 7, 9}) {
            seen = seen.after(new double[] {value});
        }

        assertThat(seen.apply(new double[] {7})[0]).isCloseTo(1, within(1e-12));
        assertThat(seen.apply(new double[] {100})[0]).isEqualTo(3);
        assertThat(seen.apply(new double[] {-100})[0]).isEqualTo(-3);
    }

    @Test
    void saysNothingOfAValueThatNeverChanges() {
        Standardizer seen = Standardizer.of(1).after(new double[] {5}).after(new double[] {5});

        assertThat(seen.apply(new double[] {5})[0]).isZero();
    }
}
