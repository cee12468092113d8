package io.gpugovernor.core.loop;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;

/**
 * Since when an engine's gauges and counters stand still.
 *
 * <p>An engine updates them with every step. One that says it has work and moves nothing for long hangs, or its gauges
 * froze at their last value; either way they are no basis for a decision. A single long prefill looks the same from
 * outside, because it shows in no counter before it ends; it loses nothing by the highest clock.
 *
 * @param last the newest snapshot
 * @param moved when it last differed from the one before
 */
record Pulse(EngineSnapshot last, Moment moved) {
    static Pulse first(EngineSnapshot snapshot) {
        return new Pulse(snapshot, snapshot.at());
    }

    Pulse after(EngineSnapshot snapshot) {
        return new Pulse(snapshot, snapshot.standsWhere(last) ? moved : snapshot.at());
    }

    /** Whether the engine has had work for longer than {@code time} and nothing moved. */
    boolean stoppedFor(Duration time) {
        return last.running() > 0 && last.at().since(moved).compareTo(time) > 0;
    }
}
