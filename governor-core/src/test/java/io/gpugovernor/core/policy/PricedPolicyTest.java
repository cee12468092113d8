package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PricedPolicyTest {
    private final Situations scene = Situations.afterBursts(10, 1000);
    private final ScriptedEngine engine = scene.engine();
    private Policy policy = Models.priced();
    private Megahertz setpoint = Models.HIGHEST;

    @Test
    void restsLowWhileNothingIsOwed() {
        rule(600);
        assertThat(setpoint).isLessThan(new Megahertz(600));
    }

    @Test
    void raisesInOneTickWhenADeadlineNears() {
        rule(600);
        Megahertz rest = setpoint;
        engine.arrive(6);
        Ruling ruling = rule();
        assertThat(ruling.clock()).isGreaterThan(rest);
        assertThat(ruling.reason()).isEqualTo(Reason.DEADLINE);
    }

    @Test
    void risesHigherWhileTheDeadlineComesNearer() {
        rule(600);
        engine.arrive(4);
        Megahertz first = rule().clock();
        rule();
        rule();
        assertThat(rule().clock()).isGreaterThanOrEqualTo(first).isGreaterThan(new Megahertz(1000));
    }

    @Test
    void comesDownAgainAfterTheDebtIsPaid() {
        rule(600);
        Megahertz rest = setpoint;
        engine.arrive(6);
        rule(3);
        for (int i = 0; i < 6; i++) {
            engine.firstToken(1000, 0.4);
            engine.end(1000, 200, 0.02);
        }
        rule(600);
        assertThat(setpoint).isEqualTo(rest);
    }

    @Test
    void paysForASwitchOnlyOnce() {
        policy = Models.priced(
                new Cadence(Situations.TICK, Duration.ofMillis(30), Duration.ofSeconds(1)), Models.LADDER, Ratio.ZERO);
        Ruling saving = rule();
        while (saving.reason() != Reason.SAVING) {
            setpoint = Models.HIGHEST;
            saving = rule();
        }
        // Back at the top, the next switch has to be paid for from nothing.
        setpoint = Models.HIGHEST;
        Ruling next = rule();
        assertThat(next.reason()).isEqualTo(Reason.NOT_YET_PAID);
        assertThat(outlook(next).waste()).isLessThan(outlook(saving).waste().times(0.5));
    }

    @Test
    void waitsUntilASavingHasPaidForItsSwitch() {
        for (Ruling ruling : rule(600)) {
            Outlook outlook = outlook(ruling);
            switch (ruling.reason()) {
                case NOT_YET_PAID -> assertThat(outlook.waste()).isLessThan(outlook.switchCost());
                case SAVING -> assertThat(outlook.waste()).isGreaterThanOrEqualTo(outlook.switchCost());
                default -> assertThat(outlook.waste()).isEqualTo(Joules.ZERO);
            }
        }
    }

    @Test
    void doesNotSwitchWhenTheSavingNeverPays() {
        // A switch that stalls the GPU for an hour costs more than a minute of silence can save.
        Cadence glacial = new Cadence(Situations.TICK, Duration.ofMillis(30), Duration.ofHours(1));
        policy = Models.priced(glacial, Models.LADDER, Ratio.ZERO);
        assertThat(rule(600)).allSatisfy(ruling -> {
            assertThat(ruling.clock()).isEqualTo(Models.HIGHEST);
            assertThat(ruling.reason()).isIn(Reason.NOT_YET_PAID, Reason.OPTIMAL);
        });
    }

    @Test
    void reckonsWithThePeriodThatItsWindowsShow() {
        Cadence slow = new Cadence(Situations.TICK, Duration.ofMillis(30), Duration.ofSeconds(1));
        Cadence planned = new Cadence(Situations.TICK.dividedBy(4), slow.actuation(), slow.stall());
        Situation situation = scene.tickAt(setpoint);

        Ruling ruling = Models.priced(planned, Models.LADDER, Ratio.ZERO).rule(situation);

        assertThat(outlook(ruling).waste()).isGreaterThan(Joules.ZERO);
        assertThat(ruling.outlook())
                .isEqualTo(Models.priced(slow, Models.LADDER, Ratio.ZERO)
                        .rule(situation)
                        .outlook());
    }

    @Test
    void reckonsWithThePaceOfTheFeedThatIsFasterThanItsPeriod() {
        Cadence fast = new Cadence(Situations.TICK, Duration.ofMillis(30), Duration.ofSeconds(1));
        Cadence planned = new Cadence(Situations.TICK.multipliedBy(5), fast.actuation(), fast.stall());
        Situation situation = scene.tickAt(setpoint);
        Source fed = new Source(Optional.of(Situations.TICK), StepLimits.UNTOLD);

        assertThat(Models.priced(planned, Models.LADDER, Ratio.ZERO)
                        .rule(from(fed, situation))
                        .outlook())
                .isEqualTo(Models.priced(fast, Models.LADDER, Ratio.ZERO)
                        .rule(situation)
                        .outlook());
    }

    @Test
    void reckonsWithTheStepThatTheEngineSaysItTakes() {
        Source told64 = Source.ASKED.under(new StepLimits(OptionalInt.of(64), OptionalInt.empty()));
        scene.engine().arrive(40);
        Situation situation = scene.tickAt(Models.HIGHEST);
        Policy fresh = Models.priced(Models.CADENCE, Models.LADDER, Ratio.ZERO);
        Ruling assumed = fresh.rule(situation);

        Ruling told = fresh.rule(from(told64, situation));
        Ruling still = told.next().rule(situation);

        assertThat(outlook(told)).as("prefill in steps of 64 tokens").isNotEqualTo(outlook(assumed));
        assertThat(outlook(still).excessMisses())
                .as("an engine that says nothing more keeps its step")
                .isEqualTo(outlook(told.next().rule(from(told64, situation))).excessMisses());
    }

    private static Situation from(Source source, Situation situation) {
        Observation seen = situation.observation();
        return new Situation(
                new Observation(seen.at(), seen.snapshot(), seen.window(), seen.workload(), seen.gpus(), source),
                situation.setpoint(),
                Models.TABLE);
    }

    @Test
    void switchesLessTheMoreASwitchCosts() {
        long cheap = switches(Duration.ofMillis(10));
        long dear = switches(Duration.ofSeconds(2));
        assertThat(dear).isLessThan(cheap);
    }

    @Test
    void restsHigherWhereTheWayToMaximumStandsStill() {
        Situations scene = Situations.afterBursts(10, 1000);
        Situations same = Situations.afterBursts(10, 1000);
        Cadence halting = new Cadence(Models.CADENCE.tick(), Models.CADENCE.actuation(), Duration.ofMillis(400));
        assertThat(resting(Models.priced(halting, Models.LADDER, Ratio.ZERO), scene))
                .isGreaterThan(resting(Models.priced(), same));
    }

    private static int resting(Policy policy, Situations scene) {
        Policy next = policy;
        Megahertz clock = Models.HIGHEST;
        for (int i = 0; i < 50; i++) {
            Ruling ruling = next.rule(scene.tickAt(clock));
            clock = ruling.clock();
            next = ruling.next();
        }
        return clock.value();
    }

    @Test
    void ignoresSavingsInsideTheDeadBand() {
        // No clock saves nine tenths of the present power, so silence changes nothing; a deadline still does.
        policy = Models.priced(Models.CADENCE, Models.LADDER, new Ratio(0.9));
        assertThat(rule(600)).allSatisfy(ruling -> {
            assertThat(ruling.clock()).isEqualTo(Models.HIGHEST);
            assertThat(ruling.reason()).isEqualTo(Reason.OPTIMAL);
            assertThat(outlook(ruling).waste()).isEqualTo(Joules.ZERO);
        });
        setpoint = Models.LOWEST;
        engine.arrive(6);
        assertThat(rule().reason()).isEqualTo(Reason.DEADLINE);
    }

    @Test
    void neverAsksForAClockOutsideItsLadder() {
        Random random = new Random(73);
        for (int round = 0; round < 20; round++) {
            Situations anything = new Situations();
            Ladder ladder = Ladder.within(
                    Models.TABLE,
                    new Megahertz(345 + random.nextInt(800)),
                    new Megahertz(1200 + random.nextInt(780)),
                    15 + random.nextInt(300));
            Policy any = Models.priced(Models.CADENCE, ladder, Ratio.ZERO);
            for (int i = 0; i < 200; i++) {
                Megahertz present = Models.TABLE
                        .steps()
                        .get(random.nextInt(Models.TABLE.steps().size()));
                Ruling ruling = any.rule(new Situation(anything.anything(random), present, Models.TABLE));
                assertThat(ladder.rungs()).contains(ruling.clock());
                any = ruling.next();
            }
        }
    }

    @Test
    void answersTheSameToTheSameSituation() {
        Situation situation = scene.tickAt(Models.HIGHEST);
        Ruling first = policy.rule(situation);
        Ruling second = policy.rule(situation);
        assertThat(second.clock()).isEqualTo(first.clock());
        assertThat(second.outlook()).isEqualTo(first.outlook());
    }

    @Test
    void asksMoreForAMissAfterOneHappened() {
        Joules before = outlook(rule()).missPrice();
        engine.arrive(1).firstToken(1000, 3);
        Joules late = outlook(rule()).missPrice();
        assertThat(late).isGreaterThan(before);
        engine.arrive(1).firstToken(1000, 0.1);
        assertThat(outlook(rule()).missPrice()).isLessThan(late);
    }

    @Test
    void keepsThePriceWhileNothingIsServed() {
        Joules before = outlook(rule()).missPrice();
        rule(100);
        assertThat(outlook(rule()).missPrice()).isEqualTo(before);
    }

    @Test
    void learnsThePriceFromWhatItExpectsOfTheClocksThatItChooses() {
        Outlook first = outlook(rule());
        MissPrice blind = MissPrice.startingAt(new Watts(first.missPrice().value() / 150));
        MissPrice foreseeing = blind.expecting(first.excessMisses());
        Outlook last = first;
        for (int request = 0; request < 45; request++) {
            engine.arrive(1);
            foreseeing = foreseeing.expecting(outlook(rule()).excessMisses());
            engine.firstToken(1000, 0.1);
            blind = blind.after(0, Ratio.ONE, 1, Models.SLO, new Joules(1));
            foreseeing = foreseeing.after(0, Ratio.ONE, 1, Models.SLO, new Joules(1));
            last = outlook(rule());
            foreseeing = foreseeing.expecting(last.excessMisses());
        }
        assertThat(last.missPrice().value())
                .isCloseTo(foreseeing.value().value(), withinPercentage(1e-6))
                .isGreaterThan(1.001 * blind.value().value());
    }

    private static Outlook outlook(Ruling ruling) {
        return ruling.outlook().orElseThrow();
    }

    private static long switches(Duration stall) {
        PricedPolicyTest world = new PricedPolicyTest();
        Cadence cadence = new Cadence(Situations.TICK, Duration.ofMillis(30), stall);
        world.policy = Models.priced(cadence, Models.LADDER, Ratio.ZERO);
        long switches = 0;
        for (int burst = 0; burst < 10; burst++) {
            world.engine.arrive(8);
            Megahertz before = world.setpoint;
            switches += world.rule().clock().equals(before) ? 0 : 1;
            for (int i = 0; i < 8; i++) {
                world.engine.firstToken(1000, 0.2).end(1000, 200, 0.02);
            }
            for (int i = 0; i < 50; i++) {
                before = world.setpoint;
                switches += world.rule().clock().equals(before) ? 0 : 1;
            }
        }
        return switches;
    }

    private List<Ruling> rule(int ticks) {
        List<Ruling> rulings = new ArrayList<>();
        for (int i = 0; i < ticks; i++) {
            rulings.add(rule());
        }
        return rulings;
    }

    private Ruling rule() {
        Ruling ruling = policy.rule(scene.tickAt(setpoint));
        policy = ruling.next();
        setpoint = ruling.clock();
        return ruling;
    }
}
