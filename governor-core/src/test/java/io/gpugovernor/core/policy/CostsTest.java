package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.Experience;
import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostsTest {
    private static final Megahertz LOW = Models.LADDER.ceiling(new Megahertz(900));
    private static final Megahertz HIGH = Models.LADDER.highest();
    private static final Duration STALL = Duration.ofMillis(10);

    private final Forecast forecast = new Forecast(
            new Situations().tick(), Models.h100(), Models.SLO, Models.CADENCE, Models.LADDER, Experience.NONE);

    @Test
    void raisingCostsThePowerOfTheStallHoweverLongTheTransitionTakes() {
        for (int actuation : new int[] {0, 30, 300}) {
            assertThat(changing(LOW, HIGH, actuation, 0)).isEqualTo(forecast.watts(LOW) * 0.01, within(1e-9));
        }
    }

    @Test
    void loweringAlsoCostsWhatThePresentClockDrawsMoreUntilTheOtherIsInForce() {
        double more = forecast.watts(HIGH) - forecast.watts(LOW);
        assertThat(more).isPositive();
        assertThat(changing(HIGH, LOW, 300, 0)).isEqualTo(forecast.watts(HIGH) * 0.01 + more * 0.3, within(1e-9));
    }

    @Test
    void theStallsRiskCostsItsPrice() {
        double free = changing(HIGH, LOW, 30, 0);
        double risk = forecast.missesOfStall(LOW, STALL, forecast.misses(LOW));
        assertThat(changing(HIGH, LOW, 30, 5000)).isEqualTo(free + 5000 * risk, within(1e-9));
    }

    private double changing(Megahertz from, Megahertz to, int actuationMillis, double joulesPerMiss) {
        Cadence cadence = new Cadence(Duration.ofMillis(100), Duration.ofMillis(actuationMillis), STALL);
        Costs costs = new Costs(forecast, Expense.ENERGY, 0.1, joulesPerMiss);
        return costs.changing(from, costs.at(to), cadence).value();
    }
}
