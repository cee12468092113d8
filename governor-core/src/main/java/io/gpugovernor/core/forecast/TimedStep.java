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

    /** The prefill factor after it, the residual and its noise given. */
    TiltedScale prefill(Calibration known, StepTime believed, double residual, double noise) {
        double a = prefillShare(believed);
        double others = (1 - a) * known.decode().deviation(clock, believed.reference());
        return known.prefill().offBy(residual, a, clock, believed.reference(), Math.hypot(noise, others));
    }

    /** The same of the decode factor. */
    TiltedScale decode(Calibration known, StepTime believed, double residual, double noise) {
        double a = prefillShare(believed);
        double others = a * known.prefill().deviation(clock, believed.reference());
        return known.decode().offBy(residual, 1 - a, clock, believed.reference(), Math.hypot(noise, others));
    }

    /** Share of it in which arithmetic takes the time, 0 to 1. */
    double computeShare(StepTime believed) {
        return believed.computeShare(clock, prompts + decodes, seconds);
    }

    private double prefillShare(StepTime believed) {
        return believed.prefillShare(clock, prompts, decodes, meanContext);
    }
}
