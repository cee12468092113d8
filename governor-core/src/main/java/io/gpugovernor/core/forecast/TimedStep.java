package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Megahertz;

/**
 * A step whose time was measured. Two factors stretch it, and it shows only what both do together.
 *
 * <pre>
 * residual = ln(seconds / believed)
 * a        = share of the step that the prefill factor stretches
 * prefill is off by residual / a,        with the noise  hypot(noise, (1 - a) * deviation of decode) / a
 * decode  is off by residual / (1 - a),  with the noise  hypot(noise, a * deviation of prefill) / (1 - a)
 * </pre>
 *
 * Source of the gains: the Kalman filter of two independent factors, of which one sum is observed.
 *
 * @param clock in force
 * @param seconds it took
 * @param prompts prompt tokens in it
 * @param decodes sequences decoding in it
 * @param meanContext their expected context, tokens
 */
record TimedStep(Megahertz clock, double seconds, double prompts, double decodes, double meanContext) {
    /** Logarithm of the time it took over the time it is believed to take. */
    double residual(StepTime believed) {
        return Math.log(seconds / believed.seconds(clock, prompts, decodes, meanContext));
    }

    /** What its residual, which has this noise, says of either factor. */
    Delay delay(StepTime believed, double residual, double noise) {
        double share = believed.prefillShare(clock, prompts, decodes, meanContext);
        return new Delay(clock, believed.reference(), share, residual, noise);
    }

    /**
     * A residual, and what it is laid to.
     *
     * @param share of the step that the prefill factor stretches, 0 to 1
     */
    record Delay(Megahertz clock, Megahertz reference, double share, double residual, double noise) {
        /** The prefill factor after it. */
        TiltedScale prefill(Calibration known) {
            double others = (1 - share) * known.decode().deviation(clock, reference);
            return known.prefill().offBy(residual, share, clock, reference, Math.hypot(noise, others));
        }

        /** The decode factor after it. */
        TiltedScale decode(Calibration known) {
            double others = share * known.prefill().deviation(clock, reference);
            return known.decode().offBy(residual, 1 - share, clock, reference, Math.hypot(noise, others));
        }
    }

    /** Share of it in which arithmetic takes the time, 0 to 1. */
    double computeShare(StepTime believed) {
        return believed.at(clock).computeShare(prompts + decodes, seconds);
    }
}
