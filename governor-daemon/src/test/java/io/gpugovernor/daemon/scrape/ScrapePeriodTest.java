package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapePeriodTest {
    private static final Ratio BUDGET = new Ratio(0.02);

    private ScrapePeriod period = ScrapePeriod.automatic(BUDGET);

    @Test
    void beginsInBetween() {
        assertThat(period.present()).isEqualTo(Duration.ofMillis(250));
        assertThat(period.longest()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 100", "1.5, 100", "2.2, 160", "4, 250", "6, 315", "8, 400", "16, 800", "40, 1000", "300, 1000"})
    void settlesWhereTheCostStaysWithinTheBudget(double milliseconds, long settled) {
        hear(100, milliseconds);

        assertThat(period.present()).isEqualTo(Duration.ofMillis(settled));
    }

    @Test
    void growsAtOnceAndShrinksWithDeliberation() {
        hear(4, 12);
        assertThat(period.present()).isEqualTo(Duration.ofMillis(630));

        period = period.forgetting();
        hear(4 + 6, 1);
        assertThat(period.present()).isEqualTo(Duration.ofMillis(630));
        hear(1, 1);
        assertThat(period.present()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void takesWaitingForNoCost() {
        for (int i = 0; i < 200; i++) {
            hear(1, i % 3 == 0 ? 1.5 : 40);
        }

        assertThat(period.present()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void leavesRoomForTheSlowestAnswer() {
        hear(60, 1);
        assertThat(period.present()).isEqualTo(Duration.ofMillis(100));

        hear(1, 80);
        assertThat(period.present()).isEqualTo(Duration.ofMillis(160));
        hear(1, 128);
        assertThat(period.present()).isEqualTo(Duration.ofMillis(315));

        hear(60, 1);
        assertThat(period.present()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void anEngineThatNeverAnswersInTimeIsGivenTheLongestPeriod() {
        for (int i = 0; i < 6; i++) {
            period = period.after(period.present().multipliedBy(80).dividedBy(100));
        }

        assertThat(period.present()).isEqualTo(period.longest());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsStillUnderNoise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        hear(100, 5);
        int changes = 0;
        for (int i = 0; i < 5000; i++) {
            Duration before = period.present();
            hear(1, 4.6 + 0.8 * random.nextDouble() + (random.nextInt(10) == 0 ? 60 * random.nextDouble() : 0));
            changes += period.present().equals(before) ? 0 : 1;
        }

        assertThat(changes).as("changes with seed " + seed).isLessThanOrEqualTo(2);
    }

    @Test
    void keepsAFixedPeriodWhateverItCosts() {
        period = ScrapePeriod.fixed(Duration.ofMillis(333));
        hear(100, 200);

        assertThat(period.present()).isEqualTo(Duration.ofMillis(333));
        assertThat(period.longest()).isEqualTo(Duration.ofMillis(333));
    }

    @Test
    void refusesPeriodsAndBudgetsOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> ScrapePeriod.fixed(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> ScrapePeriod.automatic(Ratio.ZERO));
    }

    private void hear(int answers, double milliseconds) {
        for (int i = 0; i < answers; i++) {
            period = period.after(Durations.ofSeconds(milliseconds / 1e3));
        }
    }
}
