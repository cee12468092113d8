package io.gpugovernor.sim.gpu;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;

/**
 * Time and power of a step at a clock, the power limit included.
 *
 * <p>Where a step would draw more than the limit, the GPU runs at the highest clock that keeps it
 * ({@code f_eff = min(f_set, f where P = limit)}), as H100 and A800 do in every large prefill measured.
 */
public final class StepPhysics {
    /** Bisections of the clock range; 2^-14 of it is far below one clock step. */
    private static final int THROTTLE_BISECTIONS = 14;

    private final StepTiming timing;
    private final PowerDraw draw;
    private final double maxMegahertz;
    private final double minMegahertz;
    private final double limitWatts;
    private final int gpus;

    public StepPhysics(HardwareProfile profile) {
        timing = profile.timing();
        draw = profile.draw();
        maxMegahertz = profile.clocks().max().value();
        minMegahertz = profile.clocks().min().value();
        limitWatts = profile.powerLimit().value();
        gpus = profile.gpus();
    }

    /**
     * A step as it runs.
     *
     * @param time how long it takes
     * @param power what the whole group draws meanwhile
     * @param effectiveClock the clock it runs at
     * @param throttled whether the power limit holds it below the clock asked for
     */
    public record Run(Duration time, Watts power, Megahertz effectiveClock, boolean throttled) {}

    /** {@code shape} at {@code clock}. */
    public Run run(StepShape shape, Megahertz clock) {
        Raw raw = effective(shape, clock.value());
        int effective = (int) Math.round(raw.megahertz());
        return new Run(
                Durations.ofSeconds(raw.seconds()),
                new Watts(raw.watts() * gpus),
                new Megahertz(effective),
                effective < clock.value());
    }

    /** What the whole group draws with a live context and nothing to do. */
    public Watts idle(Megahertz clock) {
        return new Watts(draw.idle().at(clock.value()) * gpus);
    }

    private Raw effective(StepShape shape, double megahertz) {
        Raw asked = at(shape, megahertz);
        if (asked.watts() <= limitWatts) {
            return asked;
        }
        double low = minMegahertz;
        double high = megahertz;
        for (int i = 0; i < THROTTLE_BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (at(shape, middle).watts() <= limitWatts) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(shape, low);
    }

    /** One GPU: watts, and the seconds of the step, at a clock that is really in force. */
    private record Raw(double seconds, double watts, double megahertz) {}

    private Raw at(StepShape shape, double megahertz) {
        double x = megahertz / maxMegahertz;
        long tokens = shape.prefillTokens() + shape.decodes();
        double compute = (timing.perToken() * tokens + timing.perTokenPair() * shape.prefillPairs()) / x;
        double memory =
                (timing.weights() + timing.perContextToken() * shape.contextTokens()) * timing.memorySlowdown(x);
        double overlapped = Math.pow(
                Math.pow(compute, timing.overlap()) + Math.pow(memory, timing.overlap()), 1 / timing.overlap());
        double seconds = timing.host() + timing.communication() + timing.perTokenCommunication() * tokens + overlapped;
        double watts = draw.busy(megahertz, x, compute / seconds, memory / seconds);
        return new Raw(seconds, watts, megahertz);
    }
}
