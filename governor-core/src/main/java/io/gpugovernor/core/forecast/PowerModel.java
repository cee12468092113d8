package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.Arrays;

/**
 * What the domain's GPUs draw together, by clock: three measured curves, linear between their points.
 *
 * <pre>
 * busy(f, c) = memoryBound(f) + c * (computeBound(f) - memoryBound(f))
 * </pre>
 *
 * with {@code c} the share of a step in which arithmetic takes the time.
 */
public final class PowerModel {
    private final int[] clocks;
    private final double[] idle;
    private final double[] memoryBound;
    private final double[] computeBound;
    private final TiltedScale idleScale;
    private final TiltedScale busyScale;
    private final Megahertz reference;

    private PowerModel(PowerModel measured, TiltedScale idleScale, TiltedScale busyScale, Megahertz reference) {
        this.clocks = measured.clocks;
        this.idle = measured.idle;
        this.memoryBound = measured.memoryBound;
        this.computeBound = measured.computeBound;
        this.idleScale = idleScale;
        this.busyScale = busyScale;
        this.reference = reference;
    }

    PowerModel stretched(double ratio) {
        int[] moved = Arrays.stream(clocks)
                .map(clock -> (int) Math.round(clock * ratio))
                .toArray();
        return new PowerModel(moved, idle, memoryBound, computeBound);
    }

    PowerModel scaled(TiltedScale idleFactor, TiltedScale busyFactor, Megahertz statedFor) {
        return new PowerModel(this, idleFactor, busyFactor, statedFor);
    }

    /**
     * @param clocks MHz, ascending, at least one
     * @param idle watts with a live context and nothing to do, at each clock
     * @param memoryBound watts while decoding a small batch
     * @param computeBound watts while prefilling long prompts
     * @throws IllegalArgumentException if the curves differ in length or the clocks do not ascend
     */
    public PowerModel(int[] clocks, double[] idle, double[] memoryBound, double[] computeBound) {
        int points = clocks.length;
        if (points == 0 || idle.length != points || memoryBound.length != points || computeBound.length != points) {
            throw new IllegalArgumentException("a power model needs one value of each curve at every clock");
        }
        for (int i = 1; i < points; i++) {
            if (clocks[i] <= clocks[i - 1]) {
                throw new IllegalArgumentException("clocks of a power model must ascend: " + Arrays.toString(clocks));
            }
        }
        this.clocks = clocks.clone();
        this.idle = idle.clone();
        this.memoryBound = memoryBound.clone();
        this.computeBound = computeBound.clone();
        this.idleScale = TiltedScale.NONE;
        this.busyScale = TiltedScale.NONE;
        this.reference = new Megahertz(clocks[points - 1]);
    }

    int[] clocks() {
        return clocks.clone();
    }

    /** Watts as measured, at each of {@link #clocks}; so are the other two. */
    double[] idleCurve() {
        return idle.clone();
    }

    double[] memoryBoundCurve() {
        return memoryBound.clone();
    }

    double[] computeBoundCurve() {
        return computeBound.clone();
    }

    public Watts idle(Megahertz clock) {
        return new Watts(idleWatts(clock));
    }

    /** Power while prefilling long prompts, the most a domain draws. */
    public Watts busy(Megahertz clock) {
        return new Watts(busyWatts(clock, 1));
    }

    double idleWatts(Megahertz clock) {
        return at(clock, idle) * idleScale.at(clock, reference);
    }

    double busyWatts(Megahertz clock, double computeShare) {
        double memory = at(clock, memoryBound);
        return (memory + computeShare * (at(clock, computeBound) - memory)) * busyScale.at(clock, reference);
    }

    /** Mean power of a domain that is busy for a share of the time. */
    double watts(Megahertz clock, double busyShare, double computeShare) {
        return idleWatts(clock) * (1 - busyShare) + busyWatts(clock, computeShare) * busyShare;
    }

    private double at(Megahertz clock, double[] curve) {
        int f = clock.value();
        int last = clocks.length - 1;
        if (f <= clocks[0]) {
            return curve[0];
        }
        if (f >= clocks[last]) {
            return curve[last];
        }
        int upper = 1;
        while (clocks[upper] < f) {
            upper++;
        }
        double share = (f - clocks[upper - 1]) / (double) (clocks[upper] - clocks[upper - 1]);
        return curve[upper - 1] + share * (curve[upper] - curve[upper - 1]);
    }
}
