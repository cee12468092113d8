package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.ThrottleReason;
import org.junit.jupiter.api.Test;

class ClockReasonsTest {
    @Test
    void groupsWhatHoldsAClockDown() {
        assertThat(new ClockReasons(0x4).throttled()).containsExactly(ThrottleReason.POWER_LIMIT);
        assertThat(new ClockReasons(0x20).throttled()).containsExactly(ThrottleReason.THERMAL);
        assertThat(new ClockReasons(0x40).throttled()).containsExactly(ThrottleReason.THERMAL);
        assertThat(new ClockReasons(0x8).throttled()).containsExactly(ThrottleReason.HARDWARE);
        assertThat(new ClockReasons(0x80).throttled()).containsExactly(ThrottleReason.HARDWARE);
    }

    @Test
    void takesNeitherIdlenessNorASettingNorAnUnknownBitForThrottling() {
        assertThat(new ClockReasons(0x1 | 0x2 | 0x10 | 0x100 | 0x8000_0000_0000_0000L).throttled())
                .isEmpty();
        assertThat(new ClockReasons(0x1).idle()).isTrue();
        assertThat(new ClockReasons(0x4).idle()).isFalse();
    }
}
