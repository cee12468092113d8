package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import org.junit.jupiter.api.Test;

class TbtExperienceTest {
    @Test
    void changesNothingBeforeAnythingHappened() {
        assertThat(TbtExperience.NONE.factor()).isEqualTo(1);
    }

    @Test
    void raisesTheRiskByAsMuchAsMissesExceedThoseExpected() {
        TbtExperience often = TbtExperience.NONE;
        for (int i = 0; i < 1000; i++) {
            often = often.expecting(0.002).after(i % 100 == 0 ? 1 : 0, 1, Models.SLO);
        }
        assertThat(often.factor()).isBetween(3.0, 5.0);
    }

    @Test
    void takesOneMissForChance() {
        assertThat(TbtExperience.NONE.after(1, 1, Models.SLO).factor()).isEqualTo(2);
        assertThat(TbtExperience.NONE.expecting(9).after(1, 1, Models.SLO).factor())
                .isEqualTo(1);
    }

    @Test
    void neverLowersTheRisk() {
        TbtExperience never = TbtExperience.NONE;
        for (int i = 0; i < 1000; i++) {
            never = never.expecting(1).after(0, 1, Models.SLO);
        }
        assertThat(never.factor()).isEqualTo(1);
    }

    @Test
    void learnsNothingWhereNoRequestEndedWhoseTokensWereTimed() {
        TbtExperience waiting = TbtExperience.NONE.expecting(0.5);
        assertThat(waiting.after(3, 0, Models.SLO)).isSameAs(waiting);
        assertThat(waiting.after(3, 1, Models.SLO).factor()).isGreaterThan(1);
    }

    @Test
    void forgetsWhatHappenedLongAgo() {
        TbtExperience bad = TbtExperience.NONE.after(20, 100, Models.SLO);
        TbtExperience later = bad;
        for (int i = 0; i < 20_000; i++) {
            later = later.after(0, 1, Models.SLO);
        }
        assertThat(bad.factor()).isGreaterThan(10);
        assertThat(later.factor()).isLessThan(1.5);
    }
}
