package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final Duration TICK = Duration.ofMillis(100);

    @Test
    void nextDecisionIsInForceATickAndAnActuationFromNow() {
        assertThat(new Cadence(TICK, Duration.ofMillis(30), Duration.ofMillis(10)).horizon())
                .isEqualTo(Duration.ofMillis(130));
    }

    @Test
    void aSwitchTakesItsActuationAndItsStall() {
        assertThat(new Cadence(TICK, Duration.ofMillis(30), Duration.ofMillis(10)).switchTime())
                .isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void refusesNoTickAndNegativeTimes() {
        Duration negative = Duration.ofNanos(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(Duration.ZERO, TICK, TICK));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(negative, TICK, TICK));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(TICK, negative, TICK));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(TICK, TICK, negative));
    }

    @Test
    void ticksNoFasterThanItsWindowsCome() {
        Cadence planned = new Cadence(Duration.ofMillis(100), Duration.ofMillis(30), Duration.ofMillis(10));

        assertThat(planned.seen(Duration.ofMillis(400)))
                .isEqualTo(new Cadence(Duration.ofMillis(400), Duration.ofMillis(30), Duration.ofMillis(10)));
        assertThat(planned.seen(Duration.ofMillis(60))).isEqualTo(planned);
    }
}
