package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;

class SafeDescentTest {
    private final Situations scene = new Situations();
    private Policy policy = new SafeDescent(new StaticPolicy(Models.LOWEST), Models.SLO, Models.LADDER);
    private Megahertz setpoint = Models.HIGHEST;

    @Test
    void beginsAtTheTopAndSaysWhy() {
        Ruling ruling = rule();
        assertThat(ruling.clock()).isEqualTo(Models.HIGHEST);
        assertThat(ruling.reason()).isEqualTo(Reason.SAFE_DESCENT);
    }

    @Test
    void goesDownARungAtATimeWhileWorkIsDoneWithoutAMiss() {
        working();
        Megahertz before = setpoint;
        int rungs = 0;
        for (int i = 0; i < 200; i++) {
            Megahertz now = rule().clock();
            if (now.isBelow(before)) {
                assertThat(before.value() - now.value()).isLessThanOrEqualTo(2 * 105);
                rungs++;
            }
            before = now;
        }
        assertThat(rungs).isBetween(5, 10);
    }

    @Test
    void provesNothingWhileNothingRuns() {
        for (int i = 0; i < 200; i++) {
            rule();
        }
        assertThat(setpoint).isEqualTo(Models.HIGHEST);
    }

    @Test
    void staysWhereWorkMissesItsTarget() {
        working();
        for (int i = 0; i < 200; i++) {
            if (i % 10 == 0) {
                scene.engine().arrive(1);
                scene.engine().firstToken(1000, 2);
            }
            rule();
        }
        assertThat(setpoint).isEqualTo(Models.HIGHEST);
    }

    @Test
    void isGoneOnceTheBottomIsProven() {
        working();
        for (int i = 0; i < 2000; i++) {
            rule();
        }
        assertThat(setpoint).isEqualTo(Models.LOWEST);
        assertThat(policy).isInstanceOf(StaticPolicy.class);
    }

    private void working() {
        scene.engine().arrive(1);
        scene.engine().firstToken(100, 0.05);
    }

    private Ruling rule() {
        Ruling ruling = policy.rule(scene.tickAt(setpoint));
        policy = ruling.next();
        setpoint = ruling.clock();
        return ruling;
    }
}
