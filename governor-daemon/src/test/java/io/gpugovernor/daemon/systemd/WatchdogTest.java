package io.gpugovernor.daemon.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogTest {
    @Test
    void signsFourTimesInTheTimeAllowed() {
        assertThat(Watchdog.pace(Map.of("WATCHDOG_USEC", "2000000"), 42)).contains(Duration.ofMillis(500));
    }

    @Test
    void signsNoOftenerThanEveryFiveSeconds() {
        assertThat(Watchdog.pace(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "42"), 42))
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void isNoneWhereItWatchesAnotherProcess() {
        assertThat(Watchdog.pace(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "41"), 42))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "soon", "9223372036854775807"})
    void isNoneWithoutASensibleTime(String microseconds) {
        assertThat(Watchdog.pace(Map.of("WATCHDOG_USEC", microseconds), 42)).isEmpty();
    }
}
