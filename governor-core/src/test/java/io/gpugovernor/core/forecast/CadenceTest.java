package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final Duration TICK = Duration.ofMillis(100);

    @Test
    void nextDecisionIsInForceATickAndAnActuationFromNow() {
        assertThat(new Cadence(TICK, Duration.ofMillis(30), Duration.ofMillis(10)).horizonSeconds())
                .isEqualTo(0.13);
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

        assertThat(planned.seen(Duration.ofMillis(400), Optional.empty()))
                .isEqualTo(new Cadence(Duration.ofMillis(400), Duration.ofMillis(30), Duration.ofMillis(10)));
        assertThat(planned.seen(Duration.ofMillis(60), Optional.empty())).isEqualTo(planned);
    }

    @Test
    void ticksAsTheNewsComeWhereItIsToldThem() {
        Cadence planned = new Cadence(TICK, Duration.ofMillis(30), Duration.ofMillis(10));
        Optional<Duration> pace = Optional.of(Duration.ofMillis(25));

        assertThat(planned.seen(Duration.ofMillis(20), pace).tick()).isEqualTo(Duration.ofMillis(25));
        assertThat(planned.seen(Duration.ofMillis(80), pace).tick())
                .as("a window that took longer than the pace was no tick of that pace")
                .isEqualTo(Duration.ofMillis(80));
        assertThat(planned.seen(Duration.ofMillis(20), Optional.of(Duration.ofMillis(500))))
                .as("slow news do not slow the loop down")
                .isEqualTo(planned);
    }
}
