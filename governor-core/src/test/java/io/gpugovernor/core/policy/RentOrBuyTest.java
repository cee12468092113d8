package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Joules;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RentOrBuyTest {
    private static final Joules SWITCH = new Joules(100);

    @Test
    void sumsWhatIsWastedUntilItPaysForASwitch() {
        RentOrBuy account = RentOrBuy.NOTHING_WASTED.after(new Joules(60));
        assertThat(account.pays(SWITCH)).isFalse();
        assertThat(account.after(new Joules(40)).pays(SWITCH)).isTrue();
    }

    @Test
    void settlesWithATickAtTheBestClock() {
        assertThat(RentOrBuy.NOTHING_WASTED.after(new Joules(99)).after(Joules.ZERO))
                .isEqualTo(RentOrBuy.NOTHING_WASTED);
    }

    @Test
    void paysAtOnceForWhatWastesMoreThanASwitchInOneTick() {
        assertThat(RentOrBuy.NOTHING_WASTED.after(new Joules(5000)).pays(SWITCH))
                .isTrue();
    }

    /**
     * One spell at a clock that is not the best: every tick wastes what an adversary likes, and ends when the adversary
     * likes. Knowing the future, one would switch at once or never.
     */
    @Test
    void neverCostsMoreThanTwiceWhatKnowingTheFutureWould() {
        Random random = new Random(71);
        double worst = 0;
        for (int spell = 0; spell < 20_000; spell++) {
            double scale = Math.pow(10, 4 * random.nextDouble() - 1);
            double wasteOfStaying = 0;
            double paid = 0;
            boolean moved = false;
            RentOrBuy account = RentOrBuy.NOTHING_WASTED;
            for (int tick = random.nextInt(60); tick >= 0; tick--) {
                Joules waste = new Joules(scale * Math.max(1e-9, random.nextDouble()));
                wasteOfStaying += waste.value();
                if (!moved) {
                    account = account.after(waste);
                    moved = account.pays(SWITCH);
                    paid += moved ? SWITCH.value() : waste.value();
                }
            }
            double best = Math.min(wasteOfStaying, SWITCH.value());
            worst = Math.max(worst, paid / best);
        }
        assertThat(worst).isLessThanOrEqualTo(2).isGreaterThan(1.5);
    }
}
