package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;

class PlainPoliciesTest {
    private final Situations scene = new Situations();

    @Test
    void maximumAlwaysAsksForTheHighestStep() {
        Ruling ruling = new MaximumPolicy().rule(scene.tickAt(Models.LOWEST));
        assertThat(ruling.clock()).isEqualTo(Models.HIGHEST);
        assertThat(ruling.reason()).isEqualTo(Reason.FIXED);
        assertThat(ruling.next()).isEqualTo(new MaximumPolicy());
    }

    @Test
    void staticAsksForTheStepAtOrBelowItsClock() {
        assertThat(held(1000)).isEqualTo(new Megahertz(990));
        assertThat(held(990)).isEqualTo(new Megahertz(990));
        assertThat(held(100)).isEqualTo(Models.LOWEST);
        assertThat(held(9999)).isEqualTo(Models.HIGHEST);
    }

    @Test
    void idleDropRestsOnlyWhileNothingRunsOrWaits() {
        Policy policy = new IdleDropPolicy();
        Ruling idle = policy.rule(scene.tickAt(Models.HIGHEST));
        assertThat(idle.clock()).isEqualTo(Models.LOWEST);
        assertThat(idle.reason()).isEqualTo(Reason.IDLE);

        scene.engine().arrive(1);
        Ruling waiting = policy.rule(scene.tickAt(Models.LOWEST));
        assertThat(waiting.clock()).isEqualTo(Models.HIGHEST);
        assertThat(waiting.reason()).isEqualTo(Reason.BUSY);

        scene.engine().firstToken(100, 0.1);
        assertThat(policy.rule(scene.tickAt(Models.LOWEST)).clock()).isEqualTo(Models.HIGHEST);

        scene.engine().end(100, 10, 0.02);
        assertThat(policy.rule(scene.tickAt(Models.HIGHEST)).clock()).isEqualTo(Models.LOWEST);
    }

    private Megahertz held(int clock) {
        Ruling ruling = new StaticPolicy(new Megahertz(clock)).rule(scene.tickAt(Models.HIGHEST));
        assertThat(ruling.reason()).isEqualTo(Reason.FIXED);
        return ruling.clock();
    }
}
