package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.OptionalInt;

/** The guards of a governed domain, in their order: whoever comes later has the later word. */
public final class Guards {
    private Guards() {}

    /** The same for an engine of which no model was measured. */
    public static Policy watching(Policy policy, Slo slo, Ladder ladder, Hysteresis bounds) {
        return watching(policy, slo, ladder, bounds, OptionalInt.empty());
    }

    /**
     * What every domain has, simulated ones included: what is seen overrules what was forecast.
     *
     * @param places how many requests the engine's batch has places for, if that is known
     */
    static Policy watching(Policy policy, Slo slo, Ladder ladder, Hysteresis bounds, OptionalInt places) {
        Policy watched = new Overrun(policy, slo, ladder.highest());
        Policy roomy = new KvPressure(watched, ladder, slo, places);
        Policy pressed = slo.tbt()
                .<Policy>map(target -> new BatchPressure(roomy, ladder, target))
                .orElse(roomy);
        Policy possible = new Throttled(pressed, ladder);
        return bounds.around(possible);
    }

    /**
     * What a domain of a node has besides: what people ordered overrules what is seen.
     *
     * @param lowest lowest clock the policy file allows
     * @param highest highest clock it allows
     * @param busy most that the domain draws at its highest clock
     */
    public static Policy commanded(Policy policy, Ladder ladder, Megahertz lowest, Megahertz highest, Watts busy) {
        Policy overridden = new Overridden(policy, highest);
        Policy clamped = new Clamp(overridden, lowest, highest);
        return new PowerBudget(clamped, ladder, busy);
    }
}
