package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Saying;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.NodePower;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardsTest {
    private static final Megahertz LOW = new Megahertz(600);
    private static final OperatorOverride RESTING =
            new OperatorOverride(Optional.of(LOW), new Moment(Long.MAX_VALUE), "a test");

    private final Situations scene = new Situations();

    @Test
    void anOperatorOverrulesWhatIsSeen() {
        scene.engine().arrive(1).firstToken(100, 0.1).fillsCache(0.95);
        Policy guarded = guarded(Models.HIGHEST);
        assertThat(guarded.rule(scene.tickAt(LOW)).reason()).isEqualTo(Reason.KV_PRESSURE);
        Ruling ruling = guarded.rule(scene.tickAt(LOW).under(new Orders(Optional.of(RESTING), Optional.empty())));
        assertThat(ruling.clock()).isEqualTo(LOW);
        assertThat(ruling.reason()).isEqualTo(Reason.OVERRIDE);
    }

    @Test
    void thePolicyFileOverrulesAnOperator() {
        OperatorOverride highest =
                new OperatorOverride(Optional.of(Models.HIGHEST), new Moment(Long.MAX_VALUE), "a test");
        Ruling ruling = guarded(new Megahertz(1200))
                .rule(scene.tickAt(LOW).under(new Orders(Optional.of(highest), Optional.empty())));
        assertThat(ruling.clock()).isEqualTo(new Megahertz(1200));
        assertThat(ruling.reason()).isEqualTo(Reason.CLAMPED);
    }

    @Test
    void theNodesPowerHasTheLastWord() {
        NodePower scarce =
                new NodePower(new Watts(400), List.of(PowerOffer.ungoverned(Models.HIGHEST, new Watts(100))));
        OperatorOverride highest =
                new OperatorOverride(Optional.of(Models.HIGHEST), new Moment(Long.MAX_VALUE), "a test");
        Ruling ruling = guarded(Models.HIGHEST)
                .rule(scene.tickAt(LOW).under(new Orders(Optional.of(highest), Optional.of(scarce))));
        assertThat(ruling.clock()).isLessThanOrEqualTo(LOW);
        assertThat(ruling.reason()).isEqualTo(Reason.POWER_BUDGET);
    }

    private static Policy guarded(Megahertz highest) {
        Policy watched = Guards.watching(Saying.clock(LOW), Models.SLO, Models.LADDER, Hysteresis.DEFAULT);
        return Guards.commanded(watched, Models.LADDER, Models.LOWEST, highest, new Watts(700));
    }
}
