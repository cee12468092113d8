package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.forecast.Experience;
import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LadderSearchTest {
    private final Random random = new Random(73);
    private final Situations anything = new Situations();

    @Test
    void findsTheCheapestOfEveryStepWhateverThePriceOfAMiss() {
        findsTheCheapest(15, 200);
    }

    @Test
    void findsTheCheapestOfLaddersOfAnyLength() {
        for (int spacing = 15; spacing < 3000; spacing = spacing * 4 / 3) {
            findsTheCheapest(spacing, 30);
        }
    }

    @Test
    void staysWhereNothingIsCheaper() {
        Ladder ladder = Models.LADDER;
        Costs costs = costs(ladder, anything.tick());
        Candidate free = new Candidate(ladder.highest(), 0, 0);
        assertThat(new LadderSearch(costs, ladder).cheapestFrom(free)).isEqualTo(free);
    }

    private void findsTheCheapest(int spacing, int ticks) {
        Ladder ladder = Ladder.within(Models.TABLE, Models.LOWEST, Models.HIGHEST, spacing);
        for (int i = 0; i < ticks; i++) {
            Costs costs = costs(ladder, anything.anything(random));
            Megahertz now = ladder.rungs().get(random.nextInt(ladder.rungs().size()));

            Candidate found = new LadderSearch(costs, ladder).cheapestFrom(costs.at(now));

            double least = ladder.rungs().stream()
                    .map(costs::at)
                    .min(Comparator.comparingDouble(Candidate::cost))
                    .orElseThrow()
                    .cost();
            assertThat(found.cost()).isEqualTo(least);
            assertThat(found).isEqualTo(costs.at(found.clock()));
        }
    }

    /** At a price of a miss anywhere from a joule to a megajoule. */
    private Costs costs(Ladder ladder, Observation seen) {
        Forecast forecast = new Forecast(seen, Models.h100(), Models.SLO, Models.CADENCE, ladder, Experience.NONE);
        return new Costs(forecast, Expense.ENERGY, 0.1, Math.pow(10, 6 * random.nextDouble()));
    }
}
