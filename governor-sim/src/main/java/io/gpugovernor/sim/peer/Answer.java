package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/** The rulings of policies that publish no forecast. */
final class Answer {
    private Answer() {}

    static Ruling maximum(Situation situation, Policy next) {
        return new Ruling(situation.clocks().max(), Reason.DEADLINE, Optional.empty(), next);
    }

    static Ruling idle(Situation situation, Policy next) {
        return new Ruling(situation.clocks().min(), Reason.IDLE, Optional.empty(), next);
    }

    static Ruling of(Megahertz clock, Situation situation, Policy next) {
        int compared = clock.compareTo(situation.setpoint());
        Reason reason = compared > 0 ? Reason.DEADLINE : compared < 0 ? Reason.SAVING : Reason.OPTIMAL;
        return new Ruling(clock, reason, Optional.empty(), next);
    }
}
