package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.Saying;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.NodePower;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.policy.guard.Guards;
import io.gpugovernor.core.port.StandingOrders;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The policy wants 600 MHz, the operator 1,380. */
class GovernorOrdersTest {
    private static final Megahertz ORDERED = new Megahertz(1380);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final RecordingActuator gpus = new RecordingActuator();
    private final Desk desk = new Desk();

    @Test
    void locksTheClockThatAnOperatorOrdersAndSaysWhy() {
        Governor governor = governor(Steering.enforcing(gpus));
        tick(governor);
        desk.orders = ordered();
        Decision decision = tick(governor);
        assertThat(decision.reason()).isEqualTo(Reason.OVERRIDE);
        assertThat(decision.detail()).isEqualTo("benchmarking");
        assertThat(decision.setpoint()).contains(ORDERED);
        desk.orders = Orders.NONE;
        assertThat(tick(governor).setpoint()).contains(new Megahertz(600));
    }

    @Test
    void onlyPublishesAnOrderWhileItObserves() {
        Governor governor = governor(Steering.observing());
        tick(governor);
        desk.orders = ordered();
        assertThat(tick(governor).setpoint()).contains(ORDERED);
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void tellsItsNeighboursWhatItDrawsAndThatItIsReleased() {
        Governor governor = governor(Steering.enforcing(gpus));
        desk.orders = new Orders(Optional.empty(), Optional.of(new NodePower(new Watts(5000), List.of())));
        tick(governor);
        desk.heard.clear();
        tick(governor);
        assertThat(desk.heard).containsExactly("offered 300");
        governor.stop(engine.now());
        assertThat(desk.heard).containsExactly("offered 300", "withdrawn");
    }

    private static Orders ordered() {
        OperatorOverride override =
                new OperatorOverride(Optional.of(ORDERED), new Moment(Long.MAX_VALUE), "benchmarking");
        return new Orders(Optional.of(override), Optional.empty());
    }

    private Decision tick(Governor governor) {
        engine.passes(Duration.ofMillis(100));
        return governor.tick(engine.now());
    }

    private Governor governor(Steering steering) {
        Policy policy = Guards.commanded(
                Saying.clock(new Megahertz(600)), Models.LADDER, Models.LOWEST, Models.HIGHEST, new Watts(700));
        return new Governor(
                new PolicyDomain("chat", Models.TABLE, Models.SLO, Duration.ofSeconds(3)),
                () -> new Telemetry.Available(engine.snapshot()),
                List::of,
                steering,
                policy,
                decision -> {},
                desk);
    }

    private static final class Desk implements StandingOrders {
        private final List<String> heard = new ArrayList<>();
        private Orders orders = Orders.NONE;

        @Override
        public Orders at(Moment now) {
            return orders;
        }

        @Override
        public void offered(PowerOffer offer) {
            heard.add("offered " + Math.round(offer.drawn().value()));
        }

        @Override
        public void withdrawn() {
            heard.add("withdrawn");
        }
    }
}
