package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;

/**
 * Broken promises, counted window by window. A request that is both late and slow counts twice. Immutable.
 *
 * @param ttft first tokens that came after the TTFT target
 * @param tbt requests that ended with a mean time between tokens over the TBT target
 * @param usual mean times between tokens, as they were lately; unknown where the target is a bound, and nothing in doubt
 */
public record Misses(OverTarget ttft, OverTarget tbt, UsualLatency usual) {
    /** Before anything was counted. */
    public static final Misses NONE = new Misses(OverTarget.UNKNOWN, OverTarget.UNKNOWN, UsualLatency.UNKNOWN);

    /**
     * The misses of {@code window} against {@code slo}; none against a target that it does not have.
     *
     * @param payments who got a first token in it
     */
    @SuppressWarnings("ReferenceEquality") // what is unchanged is the same object, and is not made anew
    public Misses after(Window window, Slo slo, Payments payments) {
        OverTarget late = slo.ttft().isPresent() ? ttft.after(slo.ttft().get(), window.ttft(), payments) : ttft;
        OverTarget slow = slo.tbt().isPresent() ? tbt.after(slo.tbt().get(), window.tbt(), usual) : tbt;
        UsualLatency next = isInDoubt(window.tbt(), slo) ? usual.after(window.tbt()) : usual;
        return late == ttft && slow == tbt && next == usual ? this : new Misses(late, slow, next);
    }

    private static boolean isInDoubt(Histogram tbt, Slo slo) {
        return slo.tbt().isPresent()
                && !tbt.hasBoundAt(Durations.seconds(slo.tbt().get()));
    }

    /** All of the last window, expected. */
    public double total() {
        return ttft.count() + tbt.count();
    }
}
