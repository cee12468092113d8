package io.gpugovernor.sim.live;

import io.gpugovernor.core.units.Ratio;

/**
 * How the requests that ended were served; each is known exactly, not read from buckets.
 *
 * @param ended requests that ended
 * @param kept of these, those that kept every target
 * @param late of these, those whose first token came after the TTFT target
 * @param slow of these, those whose mean time between tokens was over the TBT target
 */
public record Service(long ended, long kept, long late, long slow) {
    public static final Service NONE = new Service(0, 0, 0, 0);

    /** Requests that broke a target, or both. */
    public long missed() {
        return ended - kept;
    }

    /** Share of the ended requests that kept every target; 1 before any ended. */
    public Ratio attainment() {
        return Ratio.of(kept, ended, Ratio.ONE);
    }

    Service with(boolean late, boolean slow) {
        return new Service(
                ended + 1, kept + (late || slow ? 0 : 1), this.late + (late ? 1 : 0), this.slow + (slow ? 1 : 0));
    }
}
