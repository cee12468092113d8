package io.gpugovernor.daemon.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void drawsLowAsLowAndHighAsHigh() {
        assertThat(Sparkline.BLOCKS.of(Arrays.asList(0.0, 50.0, 100.0, null, 200.0), 0, 100, 10))
                .isEqualTo("▁▅█·█");
    }

    @Test
    void showsTheNewestWhereNotAllFit() {
        assertThat(Sparkline.ASCII.of(Arrays.asList(100.0, 100.0, 0.0), 0, 100, 2))
                .isEqualTo("#_");
        assertThat(Sparkline.ASCII.of(Arrays.asList(100.0), 0, 100, 0)).isEmpty();
    }

    @Test
    void drawsAFlatCourseWhereThereIsNoRange() {
        assertThat(Sparkline.BLOCKS.of(Arrays.asList(7.0, 7.0), 7, 7, 5)).isEqualTo("▁▁");
    }

    @Test
    void usesWhatTheTerminalCanShow() {
        assertThat(Sparkline.in(StandardCharsets.UTF_8)).isEqualTo(Sparkline.BLOCKS);
        assertThat(Sparkline.in(StandardCharsets.US_ASCII)).isEqualTo(Sparkline.ASCII);
    }
}
