package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * A factor by which a model is off, learned by recursive least squares.
 *
 * <pre>
 * ln factor(f) = level + tilt * x,    x = f / reference - 1
 * residual r = ln(measured / modelled) - ln factor(f),    limited to three of its standard deviations
 * K = P phi / (phi' P phi + noise),   phi = (1, x)
 * (level, tilt) += K r,   P = (I - K phi') P + FORGETTING
 * </pre>
 *
 * Level and tilt are clamped, so that no series of wrong numbers can carry the model away; a run of residuals at the
 * limit, all to one side, means that the node behaves otherwise than before, and the uncertainty starts anew.
 *
 * @param level logarithm of the factor at the reference clock
 * @param tilt how the logarithm changes from the reference clock down to zero, with its sign turned
 * @param levelVariance variance of the level
 * @param covariance of level and tilt
 * @param tiltVariance variance of the tilt
 * @param surprises residuals at the limit in a row, negative if below
 * @param changes how often the uncertainty started anew, because the node behaved otherwise than before
 */
public record TiltedScale(
        double level,
        double tilt,
        double levelVariance,
        double covariance,
        double tiltVariance,
        int surprises,
        int changes) {
    /** Variance that each measurement's age adds: a level may drift by a percent within some fifty measurements. */
    private static final double LEVEL_FORGETTING = 2e-6;

    private static final double TILT_FORGETTING = 1e-6;
    /** Twentyfold is further than two kinds of GPU are apart. */
    private static final double FURTHEST_LEVEL = Math.log(20);

    /**
     * A clock of half the reference's is at most a fifth further off than the reference. A model has the right shape: what
     * changes with the clock that much is the work, such as contexts that grow while the clock is low, and a tilt learned from
     * that tells of clocks nobody has seen: that the highest is slow, so that nothing is to be gained there.
     */
    private static final double FURTHEST_TILT = 0.4;

    private static final double LIMIT = 3;
    private static final int CHANGED = 6;
    /** Variance of a level, and of a tilt, that nothing is known about. */
    private static final double UNKNOWN_LEVEL = 0.5;

    private static final double UNKNOWN_TILT = 0.01;
    /** Less of a sum tells nothing of the factor. */
    private static final double TELLING = 0.05;
    /** A year of measurements that say nothing of a tilt leaves its variance below this. */
    private static final double MOST = 1000;

    /** No correction, and none to come. */
    static final TiltedScale NONE = within(0, 0);

    /** No correction, with these standard deviations of what it may have to be. */
    static TiltedScale within(double levelDeviation, double tiltDeviation) {
        return new TiltedScale(0, 0, levelDeviation * levelDeviation, 0, tiltDeviation * tiltDeviation, 0, 0);
    }

    /** A factor that was learned before, with the trust it had earned. */
    public static TiltedScale recalled(
            double level, double tilt, double levelVariance, double covariance, double tiltVariance) {
        return new TiltedScale(level, tilt, levelVariance, covariance, tiltVariance, 0, 0);
    }

    /** Why this can be no factor that was learned; empty if it can. */
    Optional<String> objection() {
        if (!(Math.abs(level) <= FURTHEST_LEVEL && Math.abs(tilt) <= FURTHEST_TILT)) {
            return Optional.of("level " + level + " or tilt " + tilt + " is beyond any two GPUs' difference");
        }
        boolean variances = levelVariance > 0 && levelVariance < MOST && tiltVariance > 0 && tiltVariance < MOST;
        return variances && covariance * covariance <= levelVariance * tiltVariance
                ? Optional.empty()
                : Optional.of("variances " + levelVariance + ", " + tiltVariance + " and covariance " + covariance
                        + " are no uncertainty that measurements leave");
    }

    /** The factor at {@code clock}. */
    double at(Megahertz clock, Megahertz reference) {
        return level == 0 && tilt == 0 ? 1 : Math.exp(level + tilt * position(clock, reference));
    }

    /** Standard deviation of the factor's logarithm at {@code clock}. */
    double deviation(Megahertz clock, Megahertz reference) {
        return Math.sqrt(variance(position(clock, reference)));
    }

    /**
     * The factor after a measurement.
     *
     * @param ratio measured over modelled, the model uncorrected; above zero
     * @param noise standard deviation of {@code ln ratio} that has nothing to do with the model
     */
    TiltedScale after(double ratio, Megahertz clock, Megahertz reference, double noise) {
        if (!(ratio > 0) || Double.isInfinite(ratio)) {
            return this;
        }
        double x = position(clock, reference);
        double residual = Math.log(ratio) - (level + tilt * x);
        double uncertainty = variance(x) + noise * noise;
        double limit = LIMIT * Math.sqrt(uncertainty);
        int run =
                Math.abs(residual) < limit ? 0 : residual > 0 ? Math.max(0, surprises) + 1 : Math.min(0, surprises) - 1;
        if (Math.abs(run) >= CHANGED) {
            return new TiltedScale(level, tilt, UNKNOWN_LEVEL, 0, UNKNOWN_TILT, 0, changes + 1)
                    .after(ratio, clock, reference, noise);
        }
        double step = Math.max(-limit, Math.min(limit, residual));
        double levelGain = (levelVariance + covariance * x) / uncertainty;
        double tiltGain = (covariance + tiltVariance * x) / uncertainty;
        double fromLevel = levelVariance + x * covariance;
        double fromTilt = covariance + x * tiltVariance;
        return new TiltedScale(
                clamped(level + levelGain * step, FURTHEST_LEVEL),
                clamped(tilt + tiltGain * step, FURTHEST_TILT),
                levelVariance - levelGain * fromLevel + LEVEL_FORGETTING,
                covariance - levelGain * fromTilt,
                tiltVariance - tiltGain * fromTilt + TILT_FORGETTING,
                run,
                changes);
    }

    /**
     * The factor after a sum was found to be off, a share of which it stretches; the same if that is too little to tell.
     *
     * @param residual logarithm of the sum, measured over believed
     * @param share of the sum, 0 to 1
     * @param noise standard deviation of {@code residual} that has nothing to do with this factor
     */
    TiltedScale offBy(double residual, double share, Megahertz clock, Megahertz reference, double noise) {
        if (share < TELLING) {
            return this;
        }
        return after(at(clock, reference) * Math.exp(residual / share), clock, reference, noise / share);
    }

    private double variance(double x) {
        return Math.max(0, levelVariance + 2 * covariance * x + tiltVariance * x * x);
    }

    private static double position(Megahertz clock, Megahertz reference) {
        return clock.value() / (double) reference.value() - 1;
    }

    private static double clamped(double value, double furthest) {
        return Math.max(-furthest, Math.min(furthest, value));
    }
}
