package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HysteresisTest {
    @Test
    void byDefaultOnlyStopsWhatNoPolicyShouldDo() {
        assertThat(Hysteresis.DEFAULT).isEqualTo(new Hysteresis(240, Duration.ZERO, new Ratio(0.02)));
    }

    @Test
    void capsThePolicyItIsPutAround() {
        Hysteresis strict = new Hysteresis(3, Duration.ofSeconds(5), Ratio.ZERO);
        assertThat(strict.around(new MaximumPolicy()))
                .isEqualTo(new SwitchCap(new MaximumPolicy(), 3, Duration.ofSeconds(5)));
    }
}
