package io.gpugovernor.daemon.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How often the service manager wants a sign of life of this process. Source: sd_watchdog_enabled(3). */
final class Watchdog {
    /** Four signs in the time allowed, so that one lost or late costs nothing. */
    private static final int SIGNS = 4;
    /** Oftener is no use to a manager that waits for minutes, and wakes it. */
    private static final Duration RAREST_NEEDED = Duration.ofSeconds(5);

    private Watchdog() {}

    /**
     * Least time from one sign to the next, above 0 and at most 5 s.
     *
     * @param pid this process; a watchdog that was set for another is none
     * @return empty where no sign is wanted
     */
    static Optional<Duration> pace(Map<String, String> environment, long pid) {
        String watched = environment.getOrDefault("WATCHDOG_PID", "");
        if (!watched.isEmpty() && !watched.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        return microseconds(environment.getOrDefault("WATCHDOG_USEC", ""))
                .map(micros -> Duration.ofNanos(micros * 1000 / SIGNS))
                .map(quarter -> quarter.compareTo(RAREST_NEEDED) < 0 ? quarter : RAREST_NEEDED);
    }

    private static Optional<Long> microseconds(String text) {
        try {
            long micros = Long.parseLong(text);
            boolean sensible = micros > 0 && micros <= Long.MAX_VALUE / 1000;
            return sensible ? Optional.of(micros) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
