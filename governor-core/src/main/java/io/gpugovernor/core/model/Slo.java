package io.gpugovernor.core.model;

import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator promised: a target for time to first token (TTFT), for time between tokens (TBT), or both, and the
 * share of requests that must keep it.
 *
 * @param ttft target for the time to first token, if promised
 * @param tbt target for a request's mean time between tokens, if promised
 * @param quantile share of requests that must keep every promised target, above 0 and below 1
 */
public record Slo(Optional<Duration> ttft, Optional<Duration> tbt, Ratio quantile) {
    /** @throws IllegalArgumentException if nothing is promised, a target is not positive, or the quantile is 0 or 1 */
    public Slo {
        if (ttft.isEmpty() && tbt.isEmpty()) {
            throw new IllegalArgumentException("an SLO needs a TTFT target, a TBT target, or both");
        }
        requirePositive("TTFT", ttft);
        requirePositive("TBT", tbt);
        if (quantile.value() <= 0 || quantile.value() >= 1) {
            throw new IllegalArgumentException("an SLO quantile lies between 0 and 1, not at " + quantile.value());
        }
    }

    public static Slo of(Duration ttft, Duration tbt, Ratio quantile) {
        return new Slo(Optional.of(ttft), Optional.of(tbt), quantile);
    }

    /** The share of requests that may miss: the whole error budget. */
    public Ratio allowedMisses() {
        return quantile.complement();
    }

    private static void requirePositive(String name, Optional<Duration> target) {
        if (target.isPresent() && (target.get().isNegative() || target.get().isZero())) {
            throw new IllegalArgumentException("the " + name + " target must be longer than zero");
        }
    }
}
