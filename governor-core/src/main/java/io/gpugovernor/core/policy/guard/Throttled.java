package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.forecast.Applied;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;

/**
 * Does not chase a clock that a power or thermal limit forbids.
 *
 * <p>A GPU that is held below its setpoint runs no faster for a higher one: the switch would cost its stall and buy nothing.
 * So while a GPU says that it is throttled,
 *
 * <pre>
 * clock &lt;= max(setpoint, the rung above the applied clock)
 * </pre>
 *
 * The rung above leaves the way up open as the limit yields. The setpoint is never lowered for it: that would be a switch
 * for nothing as well, and another one back. A lower clock that the policy wants is its own affair.
 *
 * @param inner the policy that is held back
 * @param ladder clocks to choose from
 */
public record Throttled(Policy inner, Ladder ladder) implements Guard {
    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Megahertz held = situation.setpoint();
        if (ruling.clock().isAbove(held)) {
            Applied applied = Applied.by(situation.observation().gpus(), held);
            if (applied.throttled() && applied.clock().isBelow(held)) {
                Megahertz reachable = rungAbove(applied.clock());
                Megahertz highest = reachable.isAbove(held) ? reachable : held;
                if (ruling.clock().isAbove(highest)) {
                    return limited(ruling, highest);
                }
            }
        }
        return ruling.withNext(new Throttled(ruling.next(), ladder));
    }

    private Ruling limited(Ruling ruling, Megahertz highest) {
        return ruling.withClock(highest, Reason.THROTTLED).withNext(new Throttled(ruling.next(), ladder));
    }

    private Megahertz rungAbove(Megahertz clock) {
        for (Megahertz rung : ladder.rungs()) {
            if (rung.isAbove(clock)) {
                return rung;
            }
        }
        return ladder.highest();
    }
}
