package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * At most a given number of switches in any minute, and at least a dwell between two that lower the clock. What would be
 * over the cap stays where it is, except that a raise to maximum or for a deadline is always allowed: the cap must not
 * break a promise. As lowerings are not, such raises end at the top of the operator's range.
 *
 * @param inner the policy that is limited
 * @param mostAMinute switches allowed in any 60 s, at least 1
 * @param dwell shortest time between a switch and the next lowering
 * @param recent moments of the last switches, oldest first
 */
public record SwitchCap(Policy inner, int mostAMinute, Duration dwell, List<Moment> recent) implements Policy {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException if no switch is allowed or the dwell is negative */
    public SwitchCap {
        if (mostAMinute < 1 || dwell.isNegative()) {
            throw new IllegalArgumentException(
                    "a switch cap allows at least one switch a minute and no negative dwell");
        }
        recent = List.copyOf(recent);
    }

    public SwitchCap(Policy inner, int mostAMinute, Duration dwell) {
        this(inner, mostAMinute, dwell, List.of());
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Moment now = situation.observation().at();
        Deque<Moment> kept = new ArrayDeque<>(recent);
        while (!kept.isEmpty() && now.since(kept.peekFirst()).compareTo(MINUTE) >= 0) {
            kept.removeFirst();
        }
        Megahertz wanted = ruling.clock();
        if (wanted.equals(situation.setpoint())) {
            return ruling.withNext(remembering(ruling.next(), kept));
        }
        boolean promised = wanted.equals(situation.clocks().max())
                || (ruling.reason().isUrgent() && wanted.isAbove(situation.setpoint()));
        boolean tooSoon = wanted.isBelow(situation.setpoint())
                && !kept.isEmpty()
                && now.since(kept.peekLast()).compareTo(dwell) < 0;
        if (!promised && (tooSoon || kept.size() >= mostAMinute)) {
            return ruling.withClock(situation.setpoint(), Reason.SWITCH_CAP).withNext(remembering(ruling.next(), kept));
        }
        kept.addLast(now);
        return ruling.withNext(remembering(ruling.next(), kept));
    }

    private SwitchCap remembering(Policy next, Deque<Moment> kept) {
        return new SwitchCap(next, mostAMinute, dwell, List.copyOf(kept));
    }
}
