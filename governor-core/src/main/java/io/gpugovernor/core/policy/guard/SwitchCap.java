package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;

/**
 * At most a given number of switches in any minute, and at least a dwell between two that lower the clock. What would be
 * over the cap stays where it is, except that a raise to maximum or for a deadline is always allowed: the cap must not
 * break a promise. As lowerings are not, such raises end at the top of the operator's range.
 *
 * @param inner the policy that is limited
 * @param mostAMinute switches allowed in any 60 s, at least 1
 * @param dwell shortest time between a switch and the next lowering
 * @param recent the last switches
 */
public record SwitchCap(Policy inner, int mostAMinute, Duration dwell, RecentSwitches recent) implements Guard {

    /** @throws IllegalArgumentException if no switch is allowed or the dwell is negative */
    public SwitchCap {
        if (mostAMinute < 1 || dwell.isNegative()) {
            throw new IllegalArgumentException(
                    "a switch cap allows at least one switch a minute and no negative dwell");
        }
    }

    public SwitchCap(Policy inner, int mostAMinute, Duration dwell) {
        this(inner, mostAMinute, dwell, RecentSwitches.NONE);
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Moment now = situation.observation().at();
        Megahertz wanted = ruling.clock();
        if (wanted.equals(situation.setpoint())) {
            return ruling.withNext(remembering(ruling.next(), recent));
        }
        boolean promised = wanted.equals(situation.clocks().max())
                || (ruling.reason().isUrgent() && wanted.isAbove(situation.setpoint()));
        boolean tooSoon = wanted.isBelow(situation.setpoint()) && recent.anyWithin(dwell, now);
        if (!promised && (tooSoon || recent.inTheMinuteBefore(now) >= mostAMinute)) {
            return ruling.withClock(situation.setpoint(), Reason.SWITCH_CAP)
                    .withNext(remembering(ruling.next(), recent));
        }
        return ruling.withNext(remembering(ruling.next(), recent.and(now)));
    }

    private SwitchCap remembering(Policy next, RecentSwitches switches) {
        return new SwitchCap(next, mostAMinute, dwell, switches);
    }
}
