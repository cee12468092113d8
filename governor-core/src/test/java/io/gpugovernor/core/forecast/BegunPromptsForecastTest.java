package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;

/** What forecasts make of prompts that the engine says it has begun. */
class BegunPromptsForecastTest {
    private static final Megahertz LOWEST = Models.LADDER.lowest();
    private static final Megahertz HIGHEST = Models.LADDER.highest();

    @Test
    void addsMoreMissesForALongPromptThatTheEngineHasBegunThanForAShortOne() {
        assertThat(Forecasts.of(begun(6000)).excessMisses(LOWEST)).isGreaterThan(0.5);
        assertThat(Forecasts.of(begun(100)).excessMisses(LOWEST)).isLessThan(0.01);
    }

    @Test
    void leavesLessSlackTheLongerThePromptsThatTheEngineHasBegun() {
        assertThat(Forecasts.of(begun(2000)).ttftSlack(HIGHEST).orElseThrow())
                .isLessThan(Forecasts.of(begun(500)).ttftSlack(HIGHEST).orElseThrow());
    }

    @Test
    void addsNoMissesForWhatIsComputedAlready() {
        Observation seen = begun(6000);
        HeadProgress done = new HeadProgress(seen.workload().debt().headBegan(), 6500);
        assertThat(excessAtLowest(seen, done)).isLessThan(Forecasts.of(seen).excessMisses(LOWEST) / 2);
    }

    @Test
    void fearsALongPromptAsBeforeWhereTheBegunOneShouldBeDoneAndIsNot() {
        Observation seen = begun(1000);
        HeadProgress overdue = new HeadProgress(seen.workload().debt().headBegan(), 3000);
        assertThat(excessAtLowest(seen, overdue)).isCloseTo(excessAtLowest(untold(), overdue), within(0.1));
        assertThat(excessAtLowest(seen, overdue)).isGreaterThan(0.01);
    }

    @Test
    void doesNotGiveUpAPromptOnlyBecauseTheEngineCountsItLong() {
        Observation absurd = begun(1_000_000);
        HeadProgress some = new HeadProgress(absurd.workload().debt().headBegan(), 1500);
        assertThat(excessAtLowest(absurd, some))
                .isCloseTo(excessAtLowest(untold(), some), within(0.1))
                .isGreaterThan(0.01);
    }

    @Test
    void leavesNoClockWithoutAnyRisk() {
        assertThat(Forecasts.of(begun(50)).excessMisses(LOWEST)).isPositive();
    }

    @Test
    void addsMissesForThoseWhoWaitBehindALongPrompt() {
        assertThat(Forecasts.of(begunBefore(5000, 3)).excessMisses(LOWEST))
                .isGreaterThan(Forecasts.of(begunBefore(100, 3)).excessMisses(LOWEST) + 1);
    }

    private static double excessAtLowest(Observation seen, HeadProgress progress) {
        return Forecasts.of(seen, progress).excessMisses(LOWEST);
    }

    /** One prompt of so many tokens is begun, after bursts of requests of 1,000. */
    private static Observation begun(int prompt) {
        return begunBefore(prompt, 0);
    }

    /** One prompt is begun after the same bursts, by an engine that does not say how long it is. */
    private static Observation untold() {
        Situations scene = Situations.afterBursts(10, 1000);
        scene.engine().arrive(1).admit();
        return scene.tick();
    }

    private static Observation begunBefore(int prompt, int waiting) {
        Situations scene = Situations.afterBursts(10, 1000);
        scene.engine().countsAdmitted();
        scene.tick();
        scene.engine().serve(1000, 200);
        scene.tick();
        scene.engine().arrive(1 + waiting).admit(prompt);
        return scene.tick();
    }
}
