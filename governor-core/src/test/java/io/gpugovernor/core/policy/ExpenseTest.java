package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.forecast.PowerModel;
import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import org.junit.jupiter.api.Test;

class ExpenseTest {
    /** Draws nearly as much at the lowest clocks as at those above, so that work saves energy where it is soon done. */
    private static final PowerModel FLAT_AT_THE_BOTTOM = new PowerModel(
            new int[] {345, 600, 900, 1200, 1500, 1755, 1980},
            new double[] {79, 82, 87, 94, 103, 113, 124},
            new double[] {190, 205, 222, 270, 330, 390, 450},
            new double[] {195, 225, 330, 430, 550, 640, 690});

    @Test
    void chargedForThePeakItRestsLowerUnderSteadyWorkThanChargedForEnergy() {
        assertThat(settled(Expense.PEAK_POWER)).isLessThan(settled(Expense.ENERGY));
    }

    @Test
    void chargedForThePeakItStillRaisesForADeadline() {
        Situations scene = Situations.afterBursts(10, 1000);
        Policy policy = priced(Expense.PEAK_POWER);
        Megahertz setpoint = Models.HIGHEST;
        for (int i = 0; i < 300; i++) {
            Ruling ruling = policy.rule(scene.tickAt(setpoint));
            policy = ruling.next();
            setpoint = ruling.clock();
        }
        Megahertz rest = setpoint;
        scene.engine().arrive(6);
        assertThat(policy.rule(scene.tickAt(setpoint)).clock()).isGreaterThan(rest);
    }

    /** Where it rests beside decodes that are never in danger. */
    private static Megahertz settled(Expense expense) {
        Situations scene = new Situations();
        Policy policy = priced(expense);
        Megahertz setpoint = Models.HIGHEST;
        scene.engine().arrive(20);
        for (int i = 0; i < 20; i++) {
            scene.engine().firstToken(100, 0.05);
        }
        for (int i = 0; i < 600; i++) {
            scene.engine().tokens(5, 0.02);
            Ruling ruling = policy.rule(scene.tickAt(setpoint));
            policy = ruling.next();
            setpoint = ruling.clock();
        }
        return setpoint;
    }

    private static Policy priced(Expense expense) {
        return PricedPolicy.starting(
                new PricedPolicy.Tunables(Models.SLO, Models.CADENCE, Models.LADDER, Ratio.ZERO, expense),
                Models.with(FLAT_AT_THE_BOTTOM));
    }
}
