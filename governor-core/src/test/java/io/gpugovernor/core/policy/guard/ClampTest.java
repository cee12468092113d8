package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClampTest {
    private final Situations scene = new Situations();

    @Test
    void lowersWhatLiesAboveTheRange() {
        Ruling ruling = clamp(new MaximumPolicy(), 345, 1500).rule(scene.tickAt(Models.HIGHEST));
        assertThat(ruling.clock()).isEqualTo(new Megahertz(1500));
        assertThat(ruling.reason()).isEqualTo(Reason.CLAMPED);
    }

    @Test
    void raisesWhatLiesBelowTheRange() {
        Ruling ruling = clamp(new IdleDropPolicy(), 601, 1500).rule(scene.tickAt(Models.HIGHEST));
        assertThat(ruling.clock()).isEqualTo(new Megahertz(615));
        assertThat(ruling.reason()).isEqualTo(Reason.CLAMPED);
    }

    @Test
    void leavesWhatLiesInsideAsItIs() {
        Ruling ruling = clamp(new StaticPolicy(new Megahertz(900)), 345, 1500).rule(scene.tickAt(Models.HIGHEST));
        assertThat(ruling.clock()).isEqualTo(new Megahertz(900));
        assertThat(ruling.reason()).isEqualTo(Reason.FIXED);
    }

    @Test
    void goesOnLimitingThePolicyThatFollows() {
        Policy next = clamp(new MaximumPolicy(), 345, 1500)
                .rule(scene.tickAt(Models.HIGHEST))
                .next();
        assertThat(next.rule(scene.tickAt(Models.HIGHEST)).clock()).isEqualTo(new Megahertz(1500));
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clamp(new MaximumPolicy(), 1500, 1000))
                .withMessageContaining("1500MHz to 1000MHz is empty");
    }

    @Test
    void alwaysAsksForAStepThatTheGpuLists() {
        Random random = new Random(79);
        for (int i = 0; i < 2000; i++) {
            int lowest = 300 + random.nextInt(1000);
            Megahertz wanted = new Megahertz(1 + random.nextInt(3000));
            Policy wanting = new Policy() {
                @Override
                public Ruling rule(Situation situation) {
                    return new Ruling(wanted, Reason.FIXED, Optional.empty(), this);
                }
            };
            Megahertz clock = clamp(wanting, lowest, lowest + 15 + random.nextInt(600))
                    .rule(scene.tickAt(Models.HIGHEST))
                    .clock();
            assertThat(Models.TABLE.steps()).contains(clock);
        }
    }

    private static Clamp clamp(Policy inner, int lowest, int highest) {
        return new Clamp(inner, new Megahertz(lowest), new Megahertz(highest));
    }
}
