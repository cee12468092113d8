package io.gpugovernor.sim.live;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.trace.Trace;

/**
 * What a live twin simulates. Together with the moments at which it is looked at and steered, it determines every
 * number.
 *
 * @param hardware the GPUs and the engine
 * @param trace the requests that reach the engine, again and again
 * @param slo what the requests were promised, by which they are judged
 * @param switching what changing a clock takes
 * @param seed draws the jitter of steps
 */
public record LiveScenario(HardwareProfile hardware, Trace trace, Slo slo, SwitchTiming switching, long seed) {}
