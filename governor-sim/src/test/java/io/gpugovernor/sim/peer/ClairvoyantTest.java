package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.Simulation;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.tournament.Contest;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClairvoyantTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keepsWhatMaximumClockKeepsWithNoMoreEnergyThanTheBestStaticClock(long seed) {
        Scenario scenario = Scenarios.tiny(0.7, Duration.ofSeconds(90));
        List<Contest.Entry> entries = new Contest(scenario, () -> new Moment(0), line -> {})
                .run(Contender.parseAll("max,static-best,clairvoyant"), seed, 1);
        RunResult maximum = entries.get(0).result();
        RunResult best = entries.get(1).result();
        RunResult clairvoyant = entries.get(2).result();

        assertThat(maximum.attainment().joint().value()).as("seed %d", seed).isEqualTo(1);
        assertThat(clairvoyant.attainment().joint().value()).as("seed %d", seed).isEqualTo(1);
        assertThat(clairvoyant.energy()).as("seed %d", seed).isLessThanOrEqualTo(best.energy());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 2})
    void losesNoRequestThatMaximumClockSaves(double perSecond) {
        Scenario scenario = Scenarios.tiny(perSecond, Duration.ofSeconds(60));
        RunResult maximum = Simulation.run(scenario, "max", new MaximumPolicy(), 1, () -> new Moment(0));
        RunResult clairvoyant = run(scenario, 1);

        assertThat(clairvoyant.attainment().joint())
                .isGreaterThanOrEqualTo(maximum.attainment().joint());
        assertThat(clairvoyant.savingAgainst(maximum)).isPositive();
    }

    /** It sees a few seconds only, so what it defers may miss beyond them; an overload is no place to look for a bound. */
    @Test
    void comesNearMaximumClockWhenTheEngineIsOverloaded() {
        Scenario scenario = Scenarios.tiny(5, Duration.ofSeconds(60));
        RunResult maximum = Simulation.run(scenario, "max", new MaximumPolicy(), 1, () -> new Moment(0));

        assertThat(maximum.attainment().joint().value()).isLessThan(0.9);
        assertThat(run(scenario, 1).attainment().joint().value())
                .isGreaterThan(maximum.attainment().joint().value() - 0.05);
    }

    @Test
    void repeatsItselfToTheLastBitWithTheSameSeed() {
        Scenario scenario = Scenarios.tiny(1, Duration.ofSeconds(60));

        assertThat(run(scenario, 7)).usingRecursiveComparison().isEqualTo(run(scenario, 7));
    }

    @Test
    void raisesTheClockForAPromptThatIsStillToCome() {
        Workbench bench = new Workbench(TinyHardware.exact());
        // 512 ms at full clock within 600 ms: it must be at full clock when the prompt comes, 100 ms from now.
        Trace soon = new Trace("soon", List.of(new Request(Duration.ofMillis(1100), 500, 2)));
        bench.twin.lock(TinyHardware.LOWEST);
        bench.pass(Duration.ofSeconds(1));

        Ruling before = bench.ask(Clairvoyant.in(bench.insight(), soon, Workbench.slo(530, 100)));

        assertThat(before.clock()).isGreaterThan(new Megahertz(900));
    }

    @Test
    void restsWhenNothingComes() {
        Workbench bench = new Workbench(TinyHardware.exact());
        Trace late = new Trace("late", List.of(new Request(Duration.ofHours(1), 500, 2)));
        Ruling ruling = bench.ask(Clairvoyant.in(bench.insight(), late, Workbench.slo(530, 100)));

        assertThat(ruling.clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void doesNotDisturbTheTwinByTryingThingsOut() {
        Workbench tried =
                new Workbench(TinyHardware.jittered()).submit(3, 200, 40).pass(Duration.ofMillis(333));
        Workbench alone =
                new Workbench(TinyHardware.jittered()).submit(3, 200, 40).pass(Duration.ofMillis(333));
        Trace future = Scenarios.tiny(2, Duration.ofSeconds(30)).trace();

        tried.ask(Clairvoyant.in(tried.insight(), future, Workbench.slo(600, 100)));
        tried.pass(Duration.ofSeconds(5));
        alone.pass(Duration.ofNanos(0)).pass(Duration.ofSeconds(5));

        assertThat(tried.twin.energy()).isEqualTo(alone.twin.energy());
        assertThat(tried.twin.snapshot().generationTokens())
                .isEqualTo(alone.twin.snapshot().generationTokens());
    }

    private static RunResult run(Scenario scenario, long seed) {
        return Simulation.runInside(
                scenario.heard(new TelemetryMode.Scrape(Clairvoyant.PERIOD)),
                "clairvoyant",
                engine -> Clairvoyant.in(engine, scenario.trace(), scenario.slo()),
                seed,
                () -> new Moment(0));
    }
}
