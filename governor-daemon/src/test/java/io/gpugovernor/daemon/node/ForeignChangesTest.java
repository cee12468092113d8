package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForeignChangesTest {
    private Moment now = new Moment(0);
    private ForeignChanges changes = ForeignChanges.NONE;

    @Test
    void answersAtOnceThenMoreAndMoreReluctantly() {
        assertThat(another(Duration.ZERO)).isEqualTo(Duration.ZERO);
        assertThat(another(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(10));
        assertThat(another(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(60));
        assertThat(another(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(10));
        assertThat(changes.times()).isEqualTo("again and again");
    }

    @Test
    void countsTheQuietTimeFromTheEndOfItsOwnPause() {
        for (int change = 0; change < 4; change++) {
            another(Duration.ofSeconds(1));
        }
        assertThat(another(Duration.ofMinutes(19))).isEqualTo(Duration.ofMinutes(10));
        assertThat(another(Duration.ofMinutes(21))).isEqualTo(Duration.ZERO);
    }

    private Duration another(Duration later) {
        now = now.plus(later);
        changes = changes.another(now);
        return changes.pause();
    }
}
