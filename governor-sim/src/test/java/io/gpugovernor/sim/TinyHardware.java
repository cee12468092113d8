package io.gpugovernor.sim;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.ClockCurve;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.PowerDraw;
import io.gpugovernor.sim.gpu.StepTiming;
import java.time.Duration;
import java.util.Map;

/**
 * Two GPUs that never existed, made so that times and power can be worked out on paper. With {@code n} tokens in a step
 * and {@code x} the clock as a share of 1000 MHz:
 *
 * <pre>
 * step  = 2 ms + n * 1 ms / x + 10 ms
 * watts = 2 * (100 x + 200 x * (n * 1 ms / x) / step + 100 * 10 ms / step), and 2 * 100 x when idle
 * </pre>
 */
public final class TinyHardware {
    public static final Megahertz LOWEST = new Megahertz(500);
    public static final Megahertz HIGHEST = new Megahertz(1000);
    public static final Duration FRONTEND = Duration.ofMillis(5);
    public static final EngineLimits LIMITS = new EngineLimits(2048, 64, 100_000);

    public static final StepTiming TIMING = new StepTiming(0.002, 0, 0, 0.001, 0, 0.010, 0, 1e-9, 4, 1);
    public static final PowerDraw DRAW =
            new PowerDraw(new ClockCurve(Map.of(LOWEST, 50.0, HIGHEST, 100.0)), 0, 200, 100, 0, 0.5, 1);

    private static final Watts FAR_OFF = new Watts(1000);

    private TinyHardware() {}

    /** Steps take exactly what the formula says. */
    public static HardwareProfile exact() {
        return of(LIMITS, TIMING, DRAW, FAR_OFF, Ratio.ZERO);
    }

    /** Steps scatter by 5 %. */
    public static HardwareProfile jittered() {
        return of(LIMITS, TIMING, DRAW, FAR_OFF, new Ratio(0.05));
    }

    public static HardwareProfile with(EngineLimits limits) {
        return of(limits, TIMING, DRAW, FAR_OFF, Ratio.ZERO);
    }

    public static HardwareProfile with(StepTiming timing) {
        return of(LIMITS, timing, DRAW, FAR_OFF, Ratio.ZERO);
    }

    public static HardwareProfile with(PowerDraw draw) {
        return of(LIMITS, TIMING, draw, FAR_OFF, Ratio.ZERO);
    }

    /** With a power limit, for each GPU. */
    public static HardwareProfile with(Watts powerLimit) {
        return of(LIMITS, TIMING, DRAW, powerLimit, Ratio.ZERO);
    }

    private static HardwareProfile of(
            EngineLimits limits, StepTiming timing, PowerDraw draw, Watts powerLimit, Ratio jitter) {
        return new HardwareProfile(
                "tiny",
                "made up for tests",
                "Paper 1000",
                "paper/model",
                2,
                ClockTable.evenly(LOWEST, HIGHEST, 50),
                powerLimit,
                limits,
                timing,
                draw,
                FRONTEND,
                jitter);
    }
}
