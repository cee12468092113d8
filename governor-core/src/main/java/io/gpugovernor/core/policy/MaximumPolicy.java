package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Reason;
import java.util.Optional;

/** {@code clock = highest step}: what the driver does by default, and what every other policy is measured against. */
public record MaximumPolicy() implements Policy {
    @Override
    public Ruling rule(Situation situation) {
        return new Ruling(situation.clocks().max(), Reason.FIXED, Optional.empty(), this);
    }
}
