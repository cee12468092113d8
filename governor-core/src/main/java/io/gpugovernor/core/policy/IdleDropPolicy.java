package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import java.util.Optional;

/**
 * {@code clock = lowest step while nothing is running, waiting or put off, else highest}. The simplest saver there is, and the
 * best that can be had without a forecast.
 */
public record IdleDropPolicy() implements Policy {
    @Override
    public Ruling rule(Situation situation) {
        EngineSnapshot engine = situation.observation().snapshot();
        boolean idle = engine.inFlight() == 0;
        return idle
                ? new Ruling(situation.clocks().min(), Reason.IDLE, Optional.empty(), this)
                : new Ruling(situation.clocks().max(), Reason.BUSY, Optional.empty(), this);
    }
}
