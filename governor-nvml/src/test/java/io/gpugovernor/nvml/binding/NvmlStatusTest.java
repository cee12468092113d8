package io.gpugovernor.nvml.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NvmlStatusTest {
    @Test
    void knowsEveryDocumentedStatus() {
        assertThat(IntStream.rangeClosed(0, 30).mapToObj(NvmlStatus::of)).doesNotContain(NvmlStatus.UNKNOWN);
        assertThat(IntStream.rangeClosed(0, 30).map(code -> NvmlStatus.of(code).code()))
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 30).boxed().toList());
        assertThat(NvmlStatus.of(999)).isEqualTo(NvmlStatus.UNKNOWN);
    }

    @Test
    void takesAStatusOfALaterDriverAsUnknown() {
        assertThat(NvmlStatus.of(31)).isEqualTo(NvmlStatus.UNKNOWN);
        assertThat(NvmlStatus.of(-1)).isEqualTo(NvmlStatus.UNKNOWN);
    }

    @Test
    void saysWhatToDoAboutEach() {
        assertThat(codesOf(StatusClass.FATAL)).containsExactlyInAnyOrder(9, 12, 18);
        assertThat(codesOf(StatusClass.REINITIALISE)).containsExactlyInAnyOrder(1);
        assertThat(codesOf(StatusClass.DEVICE_GONE)).contains(15, 16, 28);
        assertThat(codesOf(StatusClass.NO_PERMISSION)).containsExactlyInAnyOrder(4, 17);
        assertThat(codesOf(StatusClass.UNSUPPORTED)).contains(3, 13, 26);
        assertThat(codesOf(StatusClass.CALLER_BUG)).contains(2, 24, 25);
        assertThat(codesOf(StatusClass.RETRY)).contains(10, 19, 20, 23, 27, 999);
    }

    @Test
    void isSureOfAnUntouchedClockOnlyWhereTheDriverRefused() {
        assertThat(Arrays.stream(StatusClass.values()).filter(StatusClass::leftTheClockAlone))
                .containsExactlyInAnyOrderElementsOf(EnumSet.of(
                        StatusClass.FATAL,
                        StatusClass.REINITIALISE,
                        StatusClass.NO_PERMISSION,
                        StatusClass.UNSUPPORTED,
                        StatusClass.CALLER_BUG));
    }

    @Test
    void readsAsTextAndNumber() {
        assertThat(NvmlStatus.NO_PERMISSION).hasToString("Insufficient permissions (NVML status 4)");
    }

    private static Set<Integer> codesOf(StatusClass statusClass) {
        return Arrays.stream(NvmlStatus.values())
                .filter(status -> status.statusClass() == statusClass)
                .map(NvmlStatus::code)
                .collect(Collectors.toSet());
    }
}
