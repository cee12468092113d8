package io.gpugovernor.core.telemetry;

/**
 * When the requests of a window joined, as far as their order tells.
 *
 * <p>An engine serves first come, first served, so those still owed at a window's end are the last that came in it. Of
 * {@code n} requests that come independently of each other, the {@code r}-th is beta distributed over the window:
 *
 * <pre>
 * mean      = r / (n + 1)
 * variance  = mean * (1 - mean) / ((n + 1) / dispersion + 1)
 * joined      evenly within mean -+ sqrt(3 variance), cut to the window
 * </pre>
 *
 * <p>An only request may have come at any time of the window; the last of twelve came in its last fifth. Requests that
 * come in bursts say less: so many of them count as one as the {@link ArrivalDispersion} says. Source: order statistics of
 * the uniform distribution, which is that of Poisson arrivals of known number.
 *
 * @param window in which they came
 * @param dispersion how unevenly requests come; below that of independent ones it says no more than theirs
 */
record JoiningOrder(Window window, ArrivalDispersion dispersion) {
    /** Nanoseconds before which the {@code rank}-th that came, from 1 on, hardly joined. */
    long earliest(long rank) {
        return at(Math.max(0, mean(rank) - halfWidth(rank)));
    }

    /** Nanoseconds after which it hardly joined. */
    long latest(long rank) {
        return at(Math.min(1, mean(rank) + halfWidth(rank)));
    }

    private long at(double share) {
        long from = window.from().nanos();
        return from + Math.round(share * (window.to().nanos() - from));
    }

    private double mean(long rank) {
        return rank / (window.arrivals() + 1.0);
    }

    private double halfWidth(long rank) {
        double mean = mean(rank);
        double together = Math.max(1, dispersion.index());
        return Math.sqrt(3 * mean * (1 - mean) / ((window.arrivals() + 1) / together + 1));
    }
}
