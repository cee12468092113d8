package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final Scenario SCENARIO = Scenarios.tiny(0.5, Duration.ofSeconds(60));

    @Test
    void ordersEntriesByContenderAndThenBySeed() {
        List<Contest.Entry> entries = contest().run(Contender.parseAll("idle-drop,max,static:700"), 41, 3);

        assertThat(entries)
                .extracting(
                        entry -> entry.result().policy() + " " + entry.result().seed())
                .containsExactly(
                        "idle-drop 41",
                        "idle-drop 42",
                        "idle-drop 43",
                        "max 41",
                        "max 42",
                        "max 43",
                        "static:700 41",
                        "static:700 42",
                        "static:700 43");
    }

    @Test
    void comparesWithMaximumClockUnderTheSameSeed() {
        List<Contest.Entry> entries = contest().run(Contender.parseAll("idle-drop,max"), 1, 2);

        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.maximum().policy()).isEqualTo("max");
            assertThat(entry.maximum().seed()).isEqualTo(entry.result().seed());
        });
        assertThat(entries.get(0).maximum()).isSameAs(entries.get(2).result());
        assertThat(entries.get(2).result().savingAgainst(entries.get(2).maximum()))
                .isZero();
        Contest.Entry dropping = entries.get(0);
        assertThat(dropping.result().savingAgainst(dropping.maximum()))
                .isCloseTo(
                        1
                                - dropping.result().energy().value()
                                        / dropping.maximum().energy().value(),
                        within(1e-12));
    }

    @Test
    void findsNoRungThatKeepsTheSloWithLessEnergyThanStaticBest() {
        RunResult best =
                contest().run(List.of(new Contender.StaticBest()), 9, 1).get(0).result();

        assertThat(best.policy()).isEqualTo("static-best");
        assertThat(best.attainment().joint().value()).isGreaterThanOrEqualTo(0.99);
        for (Megahertz rung : Ladder.of(SCENARIO.hardware().clocks()).rungs()) {
            RunResult held = Simulation.run(SCENARIO, "static", new StaticPolicy(rung), 9, () -> new Moment(0));
            if (held.attainment().joint().value() >= 0.99) {
                assertThat(best.energy()).as("against %s", rung).isLessThanOrEqualTo(held.energy());
            }
        }
        assertThat(best.energy())
                .isLessThan(contest()
                        .run(List.of(new Contender.Maximum()), 9, 1)
                        .get(0)
                        .result()
                        .energy());
    }

    @Test
    void repeatsEveryContenderWhateverFinishesFirst() {
        List<Contender> contenders = Contender.parseAll("all");

        assertThat(contest().run(contenders, 3, 2))
                .usingRecursiveComparison()
                .isEqualTo(contest().run(contenders, 3, 2));
    }

    @Test
    void tellsHowFarItIs() {
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

        new Contest(SCENARIO, Belief.EXACT, () -> new Moment(0), said::add).run(Contender.parseAll("idle-drop"), 1, 2);

        assertThat(said).contains("max: 2 of 2 runs", "idle-drop: 2 of 2 runs");
    }

    private static Contest contest() {
        return new Contest(SCENARIO, Belief.EXACT, () -> new Moment(0), line -> {});
    }
}
