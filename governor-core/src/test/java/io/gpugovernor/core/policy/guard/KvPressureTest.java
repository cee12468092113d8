package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Saying;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KvPressureTest {
    private static final Megahertz LOW = new Megahertz(600);

    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();
    private Policy policy = new KvPressure(Saying.clock(LOW), Models.HIGHEST);

    @BeforeEach
    void oneRequestDecodes() {
        engine.arrive(2).firstToken(100, 0.1).firstToken(100, 0.1);
    }

    @Test
    void goesToTheTopWhenTheCacheIsNearlyFull() {
        engine.fillsCache(0.9);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
        assertThat(rule().reason()).isEqualTo(Reason.KV_PRESSURE);
    }

    @Test
    void leavesTheClockWhileThereIsRoom() {
        engine.fillsCache(0.89);
        assertThat(rule().clock()).isEqualTo(LOW);
        assertThat(rule().reason()).isEqualTo(Reason.OPTIMAL);
    }

    @Test
    void staysUntilThereIsClearlyRoom() {
        engine.fillsCache(0.95);
        rule();
        engine.fillsCache(0.86);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
        engine.fillsCache(0.84);
        assertThat(rule().clock()).isEqualTo(LOW);
        engine.fillsCache(0.86);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void goesToTheTopWhenWorkIsThrownOut() {
        engine.preempt();
        assertThat(rule().reason()).isEqualTo(Reason.KV_PRESSURE);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void knowsNoPressureWhereNothingIsInFlight() {
        engine.fillsCache(0.95);
        rule();
        engine.end(100, 10, 0.02).end(100, 10, 0.02);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void leavesTheReasonOfAPolicyThatIsAtTheTopAnyway() {
        policy = new KvPressure(new MaximumPolicy(), Models.HIGHEST);
        engine.fillsCache(0.95);
        assertThat(rule().reason()).isEqualTo(Reason.FIXED);
    }

    private Ruling rule() {
        Ruling ruling = policy.rule(scene.tickAt(LOW));
        policy = ruling.next();
        return ruling;
    }
}
