package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Megahertz LOWEST = Models.LADDER.lowest();
    private static final Megahertz HIGHEST = Models.LADDER.highest();

    private final Situations scene = Situations.afterBursts(10, 1000);
    private final ScriptedEngine engine = scene.engine();

    @Test
    void addsNoMissesAtMaximum() {
        Random random = new Random(61);
        Situations anything = new Situations();
        for (int i = 0; i < 300; i++) {
            assertThat(Forecasts.of(anything.anything(random)).excessMisses(HIGHEST))
                    .isZero();
        }
    }

    @Test
    void addsFewerMissesTheHigherTheClockInSilence() {
        excessFallsWithTheClock(scene.quiet(Duration.ofSeconds(20)));
    }

    @Test
    void addsFewerMissesTheHigherTheClockInABurst() {
        for (int i = 0; i < 10; i++) {
            engine.arrive(1).firstToken(1000, 0.1);
            excessFallsWithTheClock(scene.tick());
        }
    }

    @Test
    void addsFewerMissesTheHigherTheClockWhilePromptsAreOwed() {
        for (int i = 0; i < 6; i++) {
            engine.arrive(1);
            excessFallsWithTheClock(scene.tick());
        }
    }

    @Test
    void addsFewerMissesTheHigherTheClockWhereverTheTargetLies() {
        for (int i = 0; i < 32; i++) {
            engine.arrive(1).firstToken(1000, 0.1);
        }
        Observation seen = scene.tick();
        for (int millis = 15; millis < 100; millis++) {
            Slo slo = Slo.of(Duration.ofMillis(600), Duration.ofMillis(millis), new Ratio(0.99));
            excessFallsWithTheClock(Forecasts.promising(slo, seen));
        }
    }

    @Test
    void isNearlyIdleWithNothingInHandThoughARequestOfSecondsComesEverySecond() {
        for (int i = 0; i < 32; i++) {
            engine.serve(1000, 200);
            scene.quiet(Duration.ofSeconds(1));
        }
        Forecast nothingInHand = Forecasts.of(scene.tick());
        for (Megahertz clock : Models.LADDER.rungs()) {
            double idle = Models.POWER.idle(clock).value();
            double busy = Models.POWER.busy(clock).value();
            assertThat(nothingInHand.power(clock).value()).isBetween(idle, idle + (busy - idle) / 3);
        }
    }

    @Test
    void addsMissesWhereTheWayToMaximumStandsStill() {
        engine.arrive(1);
        Observation seen = scene.tick();
        Cadence halting = new Cadence(Models.CADENCE.tick(), Models.CADENCE.actuation(), Duration.ofMillis(400));
        Forecast smooth = Forecasts.of(seen);
        Forecast jerky = Forecasts.of(seen, halting);
        assertThat(jerky.excessMisses(LOWEST)).isGreaterThan(smooth.excessMisses(LOWEST));
    }

    @Test
    void chargesAStallForTheDeadlinesItEndangers() {
        Observation quiet = scene.quiet(Duration.ofSeconds(20));
        engine.arrive(3);
        Observation owed = scene.tick();
        Duration stall = Duration.ofMillis(500);
        assertThat(missesOfStall(owed, stall))
                .isGreaterThan(missesOfStall(owed, stall.dividedBy(5)))
                .isGreaterThan(10 * missesOfStall(quiet, stall));
        assertThat(missesOfStall(owed, Duration.ZERO)).isZero();
    }

    @Test
    void countsMissesOnlyUpToALimit() {
        Random random = new Random(71);
        Situations anything = new Situations();
        for (int i = 0; i < 300; i++) {
            Forecast forecast = Forecasts.of(anything.anything(random));
            double limit = Math.pow(10, -6 * random.nextDouble());
            for (Megahertz clock : Models.LADDER.rungs()) {
                assertThat(forecast.missesWithin(limit, clock))
                        .isEqualTo(
                                forecast.excessMisses(clock) < limit
                                        ? forecast.misses(clock)
                                        : Double.POSITIVE_INFINITY);
            }
        }
    }

    @Test
    void addsFiniteMissesInAnySituation() {
        Random random = new Random(67);
        Situations anything = new Situations();
        for (int i = 0; i < 1000; i++) {
            Forecast forecast = Forecasts.of(anything.anything(random));
            for (Megahertz clock : Models.LADDER.rungs()) {
                assertThat(forecast.excessMisses(clock)).isFinite().isNotNegative();
                assertThat(forecast.power(clock).value())
                        .isBetween(
                                Models.POWER.idle(clock).value(),
                                Models.POWER.busy(clock).value());
            }
        }
    }

    @Test
    void risksLittleAtLowClocksInSilenceAndMuchInABurst() {
        // Prompts of 8,000 tokens keep the target only if hardly any of their time passes at a low clock.
        Situations longPrompts = Situations.afterBursts(10, 8000);
        double silence = Forecasts.of(longPrompts.quiet(Duration.ofSeconds(20))).excessMisses(LOWEST);
        for (int i = 0; i < 10; i++) {
            longPrompts.engine().serve(8000, 200);
            longPrompts.tick();
        }
        double burst = Forecasts.of(longPrompts.tick()).excessMisses(LOWEST);
        assertThat(burst).isGreaterThan(10 * silence).isGreaterThan(0.01);
    }

    @Test
    void drawsLeastAtTheLowestClockWhileIdle() {
        Forecast forecast = Forecasts.of(scene.quiet(Duration.ofMinutes(10)));
        assertThat(Models.LADDER.rungs()).isSortedAccordingTo(Comparator.comparing(clock -> forecast.power(clock)));
        assertThat(forecast.power(LOWEST).value())
                .isEqualTo(Models.POWER.idle(LOWEST).value(), within(5.0));
    }

    @Test
    void drawsLeastInTheMiddleWhileALongDecodeIsInHand() {
        // Watts that hardly fall below 900 MHz, while decode steps grow: slower costs more.
        Megahertz cheapest = cheapest(new PowerModel(
                new int[] {345, 900, 1980}, new double[] {60, 62, 66}, new double[] {300, 310, 500}, new double[] {
                    330, 350, 700
                }));
        assertThat(cheapest).isGreaterThan(LOWEST).isLessThan(HIGHEST);
    }

    @Test
    void drawsLeastAtTheTopWhereBusyWattsDoNotDependOnTheClock() {
        PowerModel racing = new PowerModel(
                new int[] {345, 1980}, new double[] {60, 60}, new double[] {400, 400}, new double[] {400, 400});
        assertThat(cheapest(racing)).isGreaterThanOrEqualTo(new Megahertz(1800));
    }

    @Test
    void isBusyAllTheTimeAtTheLowestClockAndIdlesAtHigherOnesWhileWorkIsInHand() {
        scene.quiet(Duration.ofMinutes(30));
        engine.arrive(1).firstToken(1000, 0.1);
        Forecast forecast = Forecasts.of(scene.tick());
        assertThat(forecast.power(LOWEST).value()).isGreaterThanOrEqualTo(Models.POWER.busyWatts(LOWEST, 0));
        assertThat(forecast.power(HIGHEST).value()).isLessThan(Models.POWER.busyWatts(HIGHEST, 0));
    }

    @Test
    void losesSlackWhileARequestWaits() {
        engine.arrive(1);
        Duration first = Forecasts.of(scene.tick()).ttftSlack(LOWEST).orElseThrow();
        Duration later = Forecasts.of(scene.tick()).ttftSlack(LOWEST).orElseThrow();
        assertThat(later).isLessThan(first);
        scene.quiet(Duration.ofSeconds(1));
        assertThat(Forecasts.of(scene.tick()).ttftSlack(HIGHEST).orElseThrow()).isNegative();
    }

    @Test
    void hasMoreSlackTheHigherTheClock() {
        engine.arrive(2).firstToken(1000, 0.1);
        Forecast forecast = Forecasts.of(scene.tick());
        assertThat(forecast.ttftSlack(HIGHEST).orElseThrow())
                .isGreaterThan(forecast.ttftSlack(LOWEST).orElseThrow());
        assertThat(forecast.tbtSlack(HIGHEST).orElseThrow())
                .isGreaterThan(forecast.tbtSlack(LOWEST).orElseThrow());
    }

    @Test
    void hasSlackOnlyWhereSomethingWasPromised() {
        Observation seen = scene.tick();
        Slo prefillOnly = new Slo(Optional.of(Duration.ofMillis(600)), Optional.empty(), new Ratio(0.99));
        Forecast forecast = Forecasts.promising(prefillOnly, seen);
        assertThat(forecast.ttftSlack(LOWEST)).isPresent();
        assertThat(forecast.tbtSlack(LOWEST)).isEmpty();
    }

    @Test
    void addsMoreMissesWherePrefillsLeaveLittleTimeToDecode() {
        assertThat(slowAtLowest(steady(8))).isGreaterThan(0.5);
        assertThat(slowAtLowest(steady(2))).isLessThan(0.01);
    }

    @Test
    void leavesNoClockAloneWithABatchThatNoneCouldKeepInTime() {
        Forecast crowded = Forecasts.tbtOnly(steady(8, 2000));
        assertThat(crowded.misses(HIGHEST)).isGreaterThan(10);
        assertThat(crowded.excessMisses(LOWEST)).isGreaterThan(1);
        excessFallsWithTheClock(crowded);
    }

    @Test
    void chargesAClockForWhatForecastsDidNotForeseeWhereThatBreaksThePromise() {
        Observation seen = steady(2);
        Unforeseen late = Unforeseen.NOTHING;
        for (int i = 0; i < 100; i++) {
            late = late.after(0.1, 0, 1, Models.SLO, LOWEST, HIGHEST);
        }
        Forecast warned = Forecasts.of(seen, late);
        assertThat(warned.excessMisses(LOWEST)).isGreaterThan(Forecasts.of(seen).excessMisses(LOWEST) + 0.001);
        assertThat(warned.misses(HIGHEST)).isEqualTo(Forecasts.of(seen).misses(HIGHEST));
        excessFallsWithTheClock(warned);
    }

    @Test
    void addsAsManyTimesTheMissesAsExperienceTeaches() {
        Observation seen = steady(8);
        TbtExperience thrice = TbtExperience.NONE.after(2, 1, Models.SLO);
        Forecast taught = Forecasts.tbtOnly(seen, thrice, StepExperience.NONE);

        assertThat(taught.excessMisses(LOWEST)).isCloseTo(3 * slowAtLowest(seen), within(1e-9));
        assertThat(taught.tbtExcess(LOWEST)).isCloseTo(slowAtLowest(seen), within(1e-9));
        assertThat(taught.tbtExcess(HIGHEST)).isZero();
        excessFallsWithTheClock(taught);
    }

    @Test
    void takesStepsToGoOnAsMuchLongerThanBelieved() {
        Observation seen = steady(3);
        StepExperience longer = new StepExperience(39, 29, 0);
        Forecast taught = Forecasts.tbtOnly(seen, TbtExperience.NONE, longer);

        assertThat(taught.tbtExcess(LOWEST)).isGreaterThan(2 * slowAtLowest(seen));
        Duration step = Durations.ofSeconds(Pace.of(seen, Models.h100()).decodeStep(HIGHEST));
        assertThat(taught.tbtSlack(HIGHEST).orElseThrow())
                .isLessThan(
                        Forecasts.tbtOnly(seen).tbtSlack(HIGHEST).orElseThrow().minus(step.dividedBy(4)));
        excessFallsWithTheClock(taught);
    }

    @Test
    void countsOnNoRaiseAtEachOfThePromptsToCome() {
        Observation seen = steady(8);
        double often = slowAtLowest(seen, Duration.ofMillis(10));
        double seldom = slowAtLowest(seen, Duration.ofMillis(100));
        assertThat(often).isPositive().isCloseTo(seldom / 10, withinPercentage(1));
    }

    @Test
    void countsTheTokensThatDecodesGetFromTheStepsOfPrompts() {
        Pace pace = new Pace(Models.h100(), 200, 500);
        double full = pace.fullStep(LOWEST);
        double step = pace.decodeStep(LOWEST);
        double room = Models.h100().roomBeside(200);
        assertThat(pace.delay(pace.promptToken(LOWEST), step) * room).isCloseTo(full - step, within(1e-9));
        assertThat(pace.delay(step / room / 2, step))
                .as("never less than nothing")
                .isZero();
    }

    @Test
    void expectsABurstToBeOverBeforeTheAnswersAreWhereTheMinuteWasQuiet() {
        assertThat(slowAtLowest(burstAfter(2))).isLessThan(slowAtLowest(burstAfter(10)) / 3);
    }

    /** A second of ten requests, after a minute of so many in each. */
    private static Observation burstAfter(int perSecond) {
        Situations scene = new Situations();
        for (int i = 0; i < 10; i++) {
            scene.engine().arrive(1).firstToken(500, 0.1);
        }
        for (int second = 0; second < 60; second++) {
            scene.serve(perSecond, 500, 50);
            scene.quiet(Duration.ofMillis(1000 - 100 * Math.min(9, perSecond)));
        }
        scene.serve(10, 500, 50);
        return scene.tick();
    }

    private static double slowAtLowest(Observation seen, Duration tick) {
        Cadence cadence = new Cadence(tick, Models.CADENCE.actuation(), Models.CADENCE.stall());
        return Forecasts.of(seen, cadence).tbtExcess(LOWEST);
    }

    private static double slowAtLowest(Observation seen) {
        return Forecasts.tbtOnly(seen).excessMisses(LOWEST);
    }

    private static Observation steady(int perSecond) {
        return steady(perSecond, 10);
    }

    /** So many requests of 500 tokens in and 50 out come and are served each second, evenly, beside others that decode. */
    private static Observation steady(int perSecond, int decoding) {
        Situations scene = new Situations();
        for (int i = 0; i < decoding; i++) {
            scene.engine().arrive(1).firstToken(500, 0.1);
        }
        int due = 0;
        for (int tick = 0; tick < 600; tick++) {
            for (due += perSecond; due >= 10; due -= 10) {
                scene.engine().serve(500, 50);
            }
            scene.tick();
        }
        return scene.tick();
    }

    @Test
    void chargesNobodyForAPromptThatNoClockCouldSave() {
        engine.arrive(1);
        scene.tick();
        double inTime = Forecasts.of(scene.quiet(Duration.ofMillis(350))).excessMisses(LOWEST);
        double lost = Forecasts.of(scene.quiet(Duration.ofSeconds(5))).excessMisses(LOWEST);
        assertThat(lost).isLessThan(inTime / 5);
    }

    private Megahertz cheapest(PowerModel power) {
        scene.quiet(Duration.ofMinutes(10));
        engine.arrive(8);
        for (int i = 0; i < 8; i++) {
            engine.firstToken(1000, 0.1);
        }
        scene.tick();
        Forecast forecast = Forecasts.of(scene.tick(), Models.with(power));
        return Models.LADDER.rungs().stream()
                .min(Comparator.comparing(forecast::power))
                .orElseThrow();
    }

    private static void excessFallsWithTheClock(Observation seen) {
        excessFallsWithTheClock(Forecasts.of(seen));
    }

    private static void excessFallsWithTheClock(Forecast forecast) {
        double last = Double.POSITIVE_INFINITY;
        for (Megahertz clock : Models.LADDER.rungs()) {
            assertThat(forecast.excessMisses(clock)).as(clock.toString()).isLessThanOrEqualTo(last + 1e-12);
            last = forecast.excessMisses(clock);
        }
        assertThat(last).isZero();
    }

    private static double missesOfStall(Observation seen, Duration stall) {
        Forecast forecast = Forecasts.of(seen);
        return forecast.missesOfStall(HIGHEST, stall, forecast.misses(HIGHEST));
    }
}
