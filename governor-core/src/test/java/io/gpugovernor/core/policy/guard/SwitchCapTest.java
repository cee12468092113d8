package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwitchCapTest {
    private static final Megahertz LOW = new Megahertz(345);
    private static final Megahertz MIDDLE = new Megahertz(900);

    private final Situations scene = new Situations();
    private Megahertz setpoint = Models.HIGHEST;

    @Test
    void allowsOnlySoManySwitchesInAnyMinute() {
        Policy policy = new SwitchCap(new Restless(LOW, MIDDLE), 10, Duration.ZERO);
        int switches = 0;
        for (int tick = 0; tick < 600; tick++) {
            Megahertz before = setpoint;
            policy = rule(policy);
            switches += before.equals(setpoint) ? 0 : 1;
        }
        assertThat(switches).isEqualTo(10);
    }

    @Test
    void allowsSwitchesAgainAfterAMinute() {
        Policy policy = new SwitchCap(new Restless(LOW, MIDDLE), 1, Duration.ZERO);
        policy = rule(policy);
        Megahertz held = setpoint;
        policy = rule(policy);
        assertThat(setpoint).isEqualTo(held);
        scene.engine().passes(Duration.ofMinutes(1));
        rule(policy);
        assertThat(setpoint).isNotEqualTo(held);
    }

    @Test
    void saysSoWhenItHoldsAClock() {
        Policy policy = new SwitchCap(new Restless(LOW, MIDDLE), 1, Duration.ZERO);
        policy = rule(policy);
        Ruling held = policy.rule(scene.tickAt(setpoint));
        assertThat(held.reason()).isEqualTo(Reason.SWITCH_CAP);
        assertThat(held.clock()).isEqualTo(setpoint);
    }

    @Test
    void alwaysAllowsTheRaiseToMaximum() {
        Policy policy = new SwitchCap(new Restless(LOW, Models.HIGHEST), 1, Duration.ZERO);
        policy = rule(policy);
        assertThat(setpoint).isEqualTo(LOW);
        rule(policy);
        assertThat(setpoint).isEqualTo(Models.HIGHEST);
    }

    @Test
    void alwaysAllowsARaiseForADeadline() {
        Policy policy = new SwitchCap(new Restless(LOW, MIDDLE, Reason.SAVING), 1, Duration.ZERO);
        policy = rule(policy);
        rule(policy);
        assertThat(setpoint).isEqualTo(LOW);
        Policy urgent = new SwitchCap(new Restless(MIDDLE, LOW, Reason.DEADLINE), 1, Duration.ZERO, exhausted());
        urgent = rule(urgent);
        assertThat(setpoint).isEqualTo(MIDDLE);
        rule(urgent);
        assertThat(setpoint).isEqualTo(MIDDLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"OVERRUN", "KV_PRESSURE"})
    void alwaysAllowsARaiseThatAGuardUrges(Reason why) {
        setpoint = LOW;
        rule(new SwitchCap(new Restless(MIDDLE, LOW, why), 1, Duration.ZERO, exhausted()));
        assertThat(setpoint).isEqualTo(MIDDLE);
    }

    @Test
    void waitsOutTheDwellBeforeItLowersAgain() {
        Policy policy = new SwitchCap(new Restless(MIDDLE, LOW), 1000, Duration.ofMillis(350));
        policy = rule(policy);
        assertThat(setpoint).isEqualTo(MIDDLE);
        policy = rule(policy);
        policy = rule(policy);
        policy = rule(policy);
        assertThat(setpoint).isEqualTo(MIDDLE);
        rule(policy);
        assertThat(setpoint).isEqualTo(LOW);
    }

    @Test
    void neverDelaysARaiseByTheDwell() {
        Policy policy = new SwitchCap(new Restless(LOW, MIDDLE), 1000, Duration.ofMinutes(1));
        policy = rule(policy);
        assertThat(setpoint).isEqualTo(LOW);
        rule(policy);
        assertThat(setpoint).isEqualTo(MIDDLE);
    }

    @Test
    void doesNotCountTicksThatKeepTheClock() {
        Policy policy = new SwitchCap(new MaximumPolicy(), 1, Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            policy = rule(policy);
        }
        assertThat(((SwitchCap) policy).recent().isEmpty()).isTrue();
    }

    @Test
    void refusesACapOfNothingAndANegativeDwell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SwitchCap(new MaximumPolicy(), 0, Duration.ZERO))
                .withMessageContaining("at least one switch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SwitchCap(new MaximumPolicy(), 1, Duration.ofNanos(-1)));
    }

    private Policy rule(Policy policy) {
        Ruling ruling = policy.rule(scene.tickAt(setpoint));
        setpoint = ruling.clock();
        return ruling.next();
    }

    private RecentSwitches exhausted() {
        return RecentSwitches.NONE.and(scene.engine().now());
    }

    /** Wants one clock, and the other once it has the one. */
    private record Restless(Megahertz one, Megahertz other, Reason why) implements Policy {
        Restless(Megahertz one, Megahertz other) {
            this(one, other, Reason.SAVING);
        }

        @Override
        public Ruling rule(Situation situation) {
            Megahertz wanted = situation.setpoint().equals(one) ? other : one;
            return new Ruling(wanted, why, Optional.empty(), this);
        }
    }
}
