package io.gpugovernor.daemon.web;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.WebConfig;

/** Grants one request each time an interval passes; what is not used is saved up to a burst. */
final class TokenBucket {
    private final WebConfig.RateLimit limit;
    private final TimeSource time;
    private double saved;
    private Moment last;

    TokenBucket(WebConfig.RateLimit limit, TimeSource time) {
        this.limit = limit;
        this.time = time;
        this.saved = limit.burst();
        this.last = time.now();
    }

    /** Whether one more request is granted now; takes it then. */
    synchronized boolean take() {
        Moment now = time.now();
        double earned = (double) now.since(last).toNanos() / limit.interval().toNanos();
        saved = Math.min(limit.burst(), saved + earned);
        last = now;
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }
}
