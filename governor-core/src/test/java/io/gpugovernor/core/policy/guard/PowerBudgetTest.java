package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Saying;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.NodePower;
import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The policy draws half a watt a megahertz, 990 W at the top. */
class PowerBudgetTest {
    private static final Megahertz LOW = new Megahertz(600);
    private static final Watts BUSY = new Watts(1000);

    private final Situations scene = new Situations();
    private Policy policy = new PowerBudget(Saying.clock(Models.HIGHEST), Models.LADDER, BUSY);
    private Megahertz setpoint = Models.HIGHEST;

    @Test
    void lowersAtOnceToWhatTheNodeHasLeft() {
        Ruling ruling = rule(1500, 700);
        assertThat(ruling.clock()).isEqualTo(new Megahertz(1560));
        assertThat(ruling.reason()).isEqualTo(Reason.POWER_BUDGET);
        assertThat(ruling.outlook().orElseThrow().power()).isEqualTo(new Watts(780));
    }

    @Test
    void leavesAClockThatTheNodeCanFeed() {
        Ruling ruling = rule(1700, 700);
        assertThat(ruling.clock()).isEqualTo(Models.HIGHEST);
        assertThat(ruling.reason()).isEqualTo(Reason.OPTIMAL);
    }

    @Test
    void computesNothingWithoutABudget() {
        Ruling ruling = policy.rule(scene.tickAt(Models.HIGHEST));
        assertThat(ruling.clock()).isEqualTo(Models.HIGHEST);
        assertThat(ruling.offer()).isEmpty();
    }

    @Test
    void goesToTheLowestRungWhereEvenThatIsTooMuch() {
        assertThat(rule(100, 700).clock()).isEqualTo(Models.LADDER.lowest());
    }

    @Test
    void offersWhatItWouldDrawAtEveryRungAndSaysWhatItDraws() {
        PowerOffer offer = rule(1500, 700).offer().orElseThrow();
        assertThat(offer.steps()).hasSize(Models.LADDER.rungs().size());
        assertThat(offer.steps().get(offer.steps().size() - 1).clock()).isEqualTo(Models.HIGHEST);
        assertThat(offer.drawn()).isEqualTo(new Watts(780));
    }

    @Test
    void waitsForANeighbourThatHasYetToGiveWay() {
        // The neighbour loses less, so its share is 300 W; but it still draws 900 W.
        PowerOffer neighbour = new PowerOffer(List.of(step(LOW, 300, 0), step(Models.HIGHEST, 900, 0)), new Watts(900));
        assertThat(rule(1300, neighbour).clock()).isEqualTo(new Megahertz(720));
        PowerOffer gaveWay = new PowerOffer(neighbour.steps(), new Watts(300));
        policy = new PowerBudget(Saying.clock(Models.HIGHEST).because(Reason.DEADLINE), Models.LADDER, BUSY);
        assertThat(rule(1300, gaveWay).clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void raisesOnlyOnceThereHasBeenRoomForASecond() {
        rule(1500, 1100);
        Megahertz low = setpoint;
        int ticks = 0;
        while (rule(1500, 700).clock().equals(low)) {
            ticks++;
            assertThat(ticks).isLessThan(30);
        }
        assertThat(ticks).isEqualTo(10);
        assertThat(setpoint).isEqualTo(new Megahertz(1560));
    }

    @Test
    void raisesAtOnceForADeadline() {
        policy = new PowerBudget(Saying.clock(Models.HIGHEST).because(Reason.DEADLINE), Models.LADDER, BUSY);
        rule(1500, 1100);
        assertThat(rule(1500, 700).clock()).isEqualTo(new Megahertz(1560));
    }

    @Test
    void takesAPolicyWithoutForecastToDrawInProportionToItsClock() {
        policy = new PowerBudget(new IdleDropPolicy(), Models.LADDER, BUSY);
        scene.engine().arrive(1);
        assertThat(rule(1500, 700).clock().value() / 1.98).isLessThanOrEqualTo(800);
        assertThat(setpoint).isEqualTo(new Megahertz(1560));
    }

    private Ruling rule(double budget, double neighbour) {
        return rule(budget, PowerOffer.ungoverned(Models.HIGHEST, new Watts(neighbour)));
    }

    private Ruling rule(double budget, PowerOffer neighbour) {
        NodePower node = new NodePower(new Watts(budget), List.of(neighbour));
        Ruling ruling = policy.rule(scene.tickAt(setpoint).under(new Orders(Optional.empty(), Optional.of(node))));
        policy = ruling.next();
        setpoint = ruling.clock();
        return ruling;
    }

    private static PowerOffer.Step step(Megahertz clock, double watts, double cost) {
        return new PowerOffer.Step(clock, new Watts(watts), new Joules(cost));
    }
}
