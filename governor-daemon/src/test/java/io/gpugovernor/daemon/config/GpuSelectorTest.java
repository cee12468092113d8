package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.model.GpuId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuSelectorTest {
    private static final GpuId GPU =
            new GpuId(3, "GPU-0a1b2c3d-0000-1111-2222-0123456789ab", "00000000:3B:00.0", "NVIDIA H100 80GB HBM3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "GPU-0a1b2c3d-0000-1111-2222-0123456789ab",
                "gpu-0A1B2C3D-0000-1111-2222-0123456789AB",
                "00000000:3B:00.0",
                "0000:3b:00.0",
                "3b:00.0"
            })
    void matchesTheGpuInEachSpelling(String text) throws BadValueException {
        assertThat(GpuText.parse(text).matches(GPU)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "GPU-0a1b2c3d-0000-1111-2222-0123456789ac", "00000001:3B:00.0", "3C:00.0"})
    void matchesNoOtherGpu(String text) throws BadValueException {
        assertThat(GpuText.parse(text).matches(GPU)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "256", "03", "GPU-1", "3B:00", "3B:00.8", "0:3B:00.0", "MIG-0a1b2c3d", "all", "1.0"})
    void refusesWhatNamesNoGpu(String text) {
        assertThatThrownBy(() -> GpuText.parse(text)).isInstanceOf(BadValueException.class);
    }
}
