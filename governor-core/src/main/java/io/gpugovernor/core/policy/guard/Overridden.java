package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * {@code clock = the operator's}, while an order is in force; else the policy's. The policy goes on ruling underneath, so
 * that its memory is fresh when the order ends, which it does by itself.
 *
 * @param inner the policy that is overruled
 * @param highest what an order for the highest clock means
 */
public record Overridden(Policy inner, Megahertz highest) implements Guard {
    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Optional<OperatorOverride> order =
                situation.orders().overrideAt(situation.observation().at());
        Ruling held = order.isPresent()
                ? ruling.withClock(situation.clocks().floor(order.get().clock().orElse(highest)), Reason.OVERRIDE)
                : ruling;
        return held.withNext(new Overridden(ruling.next(), highest));
    }
}
