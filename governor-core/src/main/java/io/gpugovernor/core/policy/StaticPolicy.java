package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * {@code clock = the step at or below a given clock}, always. Beating the default is easy; beating the best static clock
 * is the test.
 *
 * @param clock the clock to hold
 */
public record StaticPolicy(Megahertz clock) implements Policy {
    @Override
    public Ruling rule(Situation situation) {
        return new Ruling(situation.clocks().floor(clock), Reason.FIXED, Optional.empty(), this);
    }
}
