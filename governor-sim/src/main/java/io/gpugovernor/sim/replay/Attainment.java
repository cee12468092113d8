package io.gpugovernor.sim.replay;

import io.gpugovernor.core.units.Ratio;

/**
 * Shares of requests inside the SLO.
 *
 * @param ttft inside the TTFT target
 * @param tbt with a mean time between tokens inside the TBT target
 * @param joint inside both
 */
public record Attainment(Ratio ttft, Ratio tbt, Ratio joint) {
    static Attainment of(int ttft, int tbt, int both, int requests) {
        return new Attainment(
                Ratio.of(ttft, requests, Ratio.ONE),
                Ratio.of(tbt, requests, Ratio.ONE),
                Ratio.of(both, requests, Ratio.ONE));
    }
}
