package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.policy.PowerOffer.Step;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PowerSharesTest {
    private static final Megahertz LOW = new Megahertz(600);
    private static final Megahertz MIDDLE = new Megahertz(1200);
    private static final Megahertz HIGH = new Megahertz(1800);

    @Test
    void leavesEveryoneAloneWithinTheBudget() {
        assertThat(shares(1400, offer(0, 1), offer(0, 1))).containsExactly(HIGH, HIGH);
    }

    @Test
    void takesFromWhomeverLosesLeast() {
        assertThat(shares(1200, offer(0, 100), offer(0, 1))).containsExactly(HIGH, MIDDLE);
    }

    @Test
    void takesFromEveryoneBeforeItGivesUp() {
        assertThat(shares(600, offer(0, 100), offer(0, 1))).containsExactly(LOW, LOW);
        assertThat(shares(1, offer(0, 100), offer(0, 1))).containsExactly(LOW, LOW);
    }

    @Test
    void skipsARungThatSavesNothing() {
        PowerOffer bent = offer(step(LOW, 400, 9), step(MIDDLE, 800, 1), step(HIGH, 700, 0));
        assertThat(shares(650, bent)).containsExactly(LOW);
    }

    @Test
    void givesBackWhatTheLastStepTookTooMuch() {
        PowerOffer wide = offer(step(LOW, 100, 1), step(HIGH, 900, 0));
        PowerOffer narrow = offer(step(LOW, 500, 5), step(MIDDLE, 600, 4.5), step(HIGH, 700, 0));
        assertThat(shares(1400, wide, narrow)).containsExactly(LOW, HIGH);
    }

    @Test
    void staysUnderEveryBudgetThatCanBeKeptAndTakesNoMoreThanItMust() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<PowerOffer> offers = new ArrayList<>();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                offers.add(anything(random));
            }
            double least = offers.stream()
                    .mapToDouble(offer -> offer.steps().stream()
                            .mapToDouble(step -> step.watts().value())
                            .min()
                            .orElseThrow())
                    .sum();
            double budget = least + random.nextDouble() * 1000 * offers.size();
            List<Megahertz> ceilings = PowerShares.ceilings(new Watts(budget), offers);

            double sum = 0;
            for (int i = 0; i < offers.size(); i++) {
                sum += at(offers.get(i), ceilings.get(i));
            }
            assertThat(sum).as("seed %d", seed).isLessThanOrEqualTo(budget + 1e-6);
            for (int i = 0; i < offers.size(); i++) {
                for (Step step : offers.get(i).steps()) {
                    if (step.clock().isAbove(ceilings.get(i))) {
                        assertThat(sum
                                        - at(offers.get(i), ceilings.get(i))
                                        + step.watts().value())
                                .as("seed %d, domain %d at %s", seed, i, step.clock())
                                .isGreaterThan(budget);
                    }
                }
            }
        }
    }

    @Test
    void refusesAnOfferOfNothingOrOutOfOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> offer()).withMessageContaining("at least the clock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> offer(step(HIGH, 1, 0), step(LOW, 1, 0)))
                .withMessageContaining("must ascend");
    }

    /** Mostly rising power and falling cost, but not always. */
    private static PowerOffer anything(Random random) {
        List<Step> steps = new ArrayList<>();
        double watts = 100 + 300 * random.nextDouble();
        double cost = 100 * random.nextDouble();
        int rungs = 1 + random.nextInt(12);
        for (int i = 0; i < rungs; i++) {
            steps.add(step(new Megahertz(300 + 100 * i), watts, cost));
            watts += 100 * random.nextDouble() - 10;
            cost -= 20 * random.nextDouble() - 2;
        }
        return new PowerOffer(steps, Watts.ZERO);
    }

    private static double at(PowerOffer offer, Megahertz clock) {
        return offer.steps().stream()
                .filter(step -> step.clock().equals(clock))
                .findFirst()
                .orElseThrow()
                .watts()
                .value();
    }

    /** 300, 500 and 700 W; the cost of giving way rises by {@code steep} a rung. */
    private static PowerOffer offer(double cost, double steep) {
        return offer(step(LOW, 300, cost + 2 * steep), step(MIDDLE, 500, cost + steep), step(HIGH, 700, cost));
    }

    private static PowerOffer offer(Step... steps) {
        return new PowerOffer(List.of(steps), Watts.ZERO);
    }

    private static Step step(Megahertz clock, double watts, double cost) {
        return new Step(clock, new Watts(watts), new Joules(cost));
    }

    private static List<Megahertz> shares(double budget, PowerOffer... offers) {
        return PowerShares.ceilings(new Watts(budget), List.of(offers));
    }
}
