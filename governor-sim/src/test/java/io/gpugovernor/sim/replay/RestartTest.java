package io.gpugovernor.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.Expense;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A governor that was stopped on hardware it had a wrong model of, against one that goes on. */
class RestartTest {
    private static final HardwareProfile HARDWARE = HardwareProfiles.load("h100-llama-8b");
    private static final EngineModel WRONG = Probe.measure(HardwareProfiles.load("a800-qwen-32b-tp2"));
    private static final Ladder LADDER = Ladder.of(HARDWARE.clocks());
    private static final Cadence CADENCE = new Cadence(
            Scenarios.QUARTERS.decisionPeriod(),
            SwitchTiming.DEFAULT.call().plus(SwitchTiming.DEFAULT.transition()),
            SwitchTiming.DEFAULT.stall());

    private static final Duration LEARNING = Duration.ofMinutes(6);
    private static final Moment RESTART = new Moment(LEARNING.toNanos());
    private static final Duration AFTERWARDS = Duration.ofMinutes(1);
    private static final Scenario SCENARIO =
            Scenarios.conversation(HARDWARE, 1, LEARNING.plus(AFTERWARDS), Scenarios.QUARTERS);

    @Test
    void savesAtOnceWhatItWouldHaveSavedHadItNotBeenStopped() {
        Stopped warm = new Stopped(cold(), learned -> Optional.empty());
        Stopped restored = new Stopped(cold(), learned -> Optional.of(restored(learned)));
        Stopped forgetful = new Stopped(cold(), learned -> Optional.of(cold()));

        double goingOn = afterwards(warm);

        assertThat(afterwards(restored)).isBetween(goingOn * 0.97, goingOn * 1.03);
        assertThat(afterwards(forgetful)).isGreaterThan(goingOn * 1.15);
        assertThat(restored.stopped).isTrue();
        assertThat(restored.learned.flatMap(Learned::floor)).contains(LADDER.lowest());
    }

    /** Joules drawn after the restart. */
    private static double afterwards(Stopped policy) {
        Joules[] before = {Joules.ZERO};
        Watcher meter = (twin, decision) -> {
            if (twin.now().isBefore(RESTART)) {
                before[0] = twin.energy();
            }
        };
        RunResult result = Simulation.runInside(SCENARIO, "any", engine -> policy, 7, () -> new Moment(0), meter);
        return result.energy().minus(before[0]).value();
    }

    private static Policy cold() {
        return Hysteresis.DEFAULT.pricedFromAssumption(Scenarios.SLO, CADENCE, LADDER, WRONG);
    }

    private static Policy restored(Learned learned) {
        return Hysteresis.DEFAULT.pricedFromAssumption(Scenarios.SLO, CADENCE, LADDER, WRONG, Expense.ENERGY, learned);
    }

    /** A policy that is replaced once, by one that may know what it had learned. */
    private static final class Stopped implements Policy {
        private final Function<Learned, Optional<Policy>> successor;
        private Policy current;
        private Optional<Learned> learned = Optional.empty();
        private boolean stopped;

        Stopped(Policy first, Function<Learned, Optional<Policy>> successor) {
            this.current = first;
            this.successor = successor;
        }

        @Override
        public Ruling rule(Situation situation) {
            if (!stopped && !situation.observation().at().isBefore(RESTART)) {
                stopped = true;
                current = successor.apply(learned.orElseThrow()).orElse(current);
            }
            Ruling ruling = current.rule(situation);
            current = ruling.next();
            learned = current.learned();
            return ruling.withNext(this);
        }
    }
}
