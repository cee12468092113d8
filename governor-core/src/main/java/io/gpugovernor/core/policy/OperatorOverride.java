package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.util.Optional;

/**
 * A clock that an operator ordered, for a time and for a reason.
 *
 * @param clock the clock; empty for the highest that the domain may have
 * @param until when it ends by itself, exclusive
 * @param reason the operator's own words; never blank
 */
public record OperatorOverride(Optional<Megahertz> clock, Moment until, String reason) {
    /** @throws IllegalArgumentException if the reason is blank */
    public OperatorOverride {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an override needs a reason, for those who find it later");
        }
    }
}
