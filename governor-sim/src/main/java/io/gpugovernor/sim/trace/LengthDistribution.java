package io.gpugovernor.sim.trace;

import io.gpugovernor.core.units.Ratio;
import java.util.List;

/**
 * Request lengths, given by some of their quantiles.
 *
 * <p>Between two given quantiles the logarithm of the length is linear in the share: {@code L(u) = L0 (L1 / L0)^((u - u0)
 * / (u1 - u0))}. A length is drawn as L of a uniform u, rounded to whole tokens, so the quantiles given are met exactly.
 *
 * @param quantiles from share 0 (the shortest) to share 1 (the longest), shares ascending, lengths not descending
 */
public record LengthDistribution(List<Quantile> quantiles) {
    /** @throws IllegalArgumentException if the quantiles do not run from 0 to 1, or are out of order */
    public LengthDistribution {
        quantiles = List.copyOf(quantiles);
        if (quantiles.size() < 2
                || quantiles.get(0).share().value() != 0
                || quantiles.get(quantiles.size() - 1).share().value() != 1) {
            throw new IllegalArgumentException("quantiles run from share 0 to share 1, not " + quantiles);
        }
        for (int i = 1; i < quantiles.size(); i++) {
            Quantile low = quantiles.get(i - 1);
            Quantile high = quantiles.get(i);
            if (low.share().compareTo(high.share()) >= 0 || low.tokens() > high.tokens()) {
                throw new IllegalArgumentException("quantiles ascend, but " + high + " follows " + low);
            }
        }
    }

    /** Lengths around {@code tokens}, from {@code 1/1.3} to 1.3 times it, with the median there. */
    public static LengthDistribution around(int tokens) {
        return new LengthDistribution(List.of(
                Quantile.percent(0, (int) Math.max(1, Math.round(tokens / 1.3))),
                Quantile.percent(50, tokens),
                Quantile.percent(100, (int) Math.round(tokens * 1.3))));
    }

    /** The length in tokens that {@code share} of requests do not exceed. */
    public int at(Ratio share) {
        double u = share.value();
        int i = 1;
        while (quantiles.get(i).share().value() < u) {
            i++;
        }
        Quantile low = quantiles.get(i - 1);
        Quantile high = quantiles.get(i);
        double part =
                (u - low.share().value()) / (high.share().value() - low.share().value());
        // StrictMath, so that a seed gives the same trace on every machine.
        return (int) Math.round(low.tokens() * StrictMath.pow((double) high.tokens() / low.tokens(), part));
    }
}
