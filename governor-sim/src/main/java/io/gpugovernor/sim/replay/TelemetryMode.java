package io.gpugovernor.sim.replay;

import java.time.Duration;

/** How the governor hears the engine. */
public sealed interface TelemetryMode {
    /** Longest time between two decisions. */
    Duration period();

    /** Time a governor can expect between two decisions while work is going on. */
    Duration decisionPeriod();

    /**
     * Metrics are scraped at a fixed period.
     *
     * @param period above zero
     */
    record Scrape(Duration period) implements TelemetryMode {
        /** @throws IllegalArgumentException if {@code period} is not above zero */
        public Scrape {
            requireAboveZero(period);
        }

        @Override
        public Duration decisionPeriod() {
            return period;
        }
    }

    /**
     * The engine pushes its state after every step, at least {@link #APART} apart; while nothing happens, the governor
     * still looks once a period.
     *
     * @param period above zero
     */
    record Feed(Duration period) implements TelemetryMode {
        /** Pushes are coalesced to this distance. */
        public static final Duration APART = Duration.ofMillis(10);

        /** A step takes 10 to 100 ms, and a decision follows each. */
        private static final Duration USUAL_STEP = Duration.ofMillis(40);

        /** @throws IllegalArgumentException if {@code period} is not above zero */
        public Feed {
            requireAboveZero(period);
        }

        @Override
        public Duration decisionPeriod() {
            return USUAL_STEP.compareTo(period) < 0 ? USUAL_STEP : period;
        }
    }

    /**
     * The policy is part of the engine: it decides whenever a step begins or the engine falls idle, and once a period in
     * silence.
     *
     * @param period above zero
     */
    record EveryStep(Duration period) implements TelemetryMode {
        /** @throws IllegalArgumentException if {@code period} is not above zero */
        public EveryStep {
            requireAboveZero(period);
        }

        @Override
        public Duration decisionPeriod() {
            return new Feed(period).decisionPeriod();
        }
    }

    private static void requireAboveZero(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a telemetry period lies above zero, not at " + period);
        }
    }
}
