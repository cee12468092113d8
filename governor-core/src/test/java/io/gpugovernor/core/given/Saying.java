package io.gpugovernor.core.given;

import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Prospect;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.Optional;

/**
 * Always says the same, and expects what it is told to expect.
 *
 * @param ttftSlack what it promises of first tokens
 * @param tbtSlack what it promises of the time between tokens
 */
public record Saying(Megahertz clock, Reason reason, Duration ttftSlack, Duration tbtSlack)
        implements Policy, Prospect {
    /** Promises half of each target. */
    public static Saying clock(Megahertz clock) {
        return new Saying(clock, Reason.OPTIMAL, Duration.ofMillis(300), Duration.ofMillis(50));
    }

    public Saying because(Reason why) {
        return new Saying(clock, why, ttftSlack, tbtSlack);
    }

    @Override
    public Ruling rule(Situation situation) {
        return new Ruling(clock, reason, Optional.of(at(clock)), Optional.of(this), Optional.empty(), this);
    }

    /** Half a watt a megahertz. */
    @Override
    public Outlook at(Megahertz other) {
        return new Outlook(
                new Watts(other.value() / 2.0),
                new Watts(990),
                Optional.of(ttftSlack),
                Optional.of(tbtSlack),
                0,
                new Joules(1),
                Joules.ZERO,
                Joules.ZERO);
    }

    @Override
    public Joules cost(Megahertz other) {
        return new Joules(1980 - other.value());
    }
}
