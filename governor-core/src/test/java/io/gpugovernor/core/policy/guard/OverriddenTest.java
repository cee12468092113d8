package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Saying;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverriddenTest {
    private static final Megahertz LOW = new Megahertz(600);
    private static final Megahertz TOP = new Megahertz(1800);

    private final Situations scene = new Situations();
    private Policy policy = new Overridden(Saying.clock(LOW), TOP);

    @Test
    void holdsTheClockThatWasOrdered() {
        Ruling ruling = rule(order(Optional.of(new Megahertz(1380)), Duration.ofSeconds(10)));
        assertThat(ruling.clock()).isEqualTo(new Megahertz(1380));
        assertThat(ruling.reason()).isEqualTo(Reason.OVERRIDE);
        assertThat(ruling.outlook().orElseThrow()).isEqualTo(Saying.clock(LOW).at(new Megahertz(1380)));
    }

    @Test
    void takesTheHighestForTheTopOfTheRange() {
        assertThat(rule(order(Optional.empty(), Duration.ofSeconds(10))).clock())
                .isEqualTo(Models.TABLE.floor(TOP));
    }

    @Test
    void asksForAStepThatTheGpuLists() {
        assertThat(rule(order(Optional.of(new Megahertz(1384)), Duration.ofSeconds(10)))
                        .clock())
                .isEqualTo(new Megahertz(1380));
    }

    @Test
    void endsByItself() {
        Orders order = order(Optional.of(new Megahertz(1380)), Situations.TICK.multipliedBy(3));
        assertThat(rule(order).reason()).isEqualTo(Reason.OVERRIDE);
        assertThat(rule(order).reason()).isEqualTo(Reason.OVERRIDE);
        assertThat(rule(order).clock()).isEqualTo(LOW);
    }

    @Test
    void leavesThePolicyToItselfWithoutAnOrder() {
        assertThat(rule(Orders.NONE).reason()).isEqualTo(Reason.OPTIMAL);
    }

    @Test
    void refusesAnOrderWithoutAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OperatorOverride(Optional.empty(), new Moment(1), " "))
                .withMessageContaining("needs a reason");
    }

    private Orders order(Optional<Megahertz> clock, Duration time) {
        OperatorOverride override =
                new OperatorOverride(clock, scene.engine().now().plus(time), "a test");
        return new Orders(Optional.of(override), Optional.empty());
    }

    private Ruling rule(Orders orders) {
        Ruling ruling = policy.rule(scene.tickAt(LOW).under(orders));
        policy = ruling.next();
        return ruling;
    }
}
