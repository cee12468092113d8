package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.units.Megahertz;

/** Which power a clock is charged for: what an operator wants less of. */
public enum Expense {
    /** Mean power over the work in hand and the work to come, so that its product with time is energy. */
    ENERGY {
        @Override
        double watts(Forecast forecast, Megahertz clock) {
            return forecast.watts(clock);
        }
    },
    /**
     * Power at the peak, while prompts fill the steps. It falls with the clock however long the work takes, so the clock
     * rests as low as the promise allows: where power is scarce, or billed by its peak, that is worth some energy.
     */
    PEAK_POWER {
        @Override
        double watts(Forecast forecast, Megahertz clock) {
            return forecast.peakWatts(clock);
        }
    };

    abstract double watts(Forecast forecast, Megahertz clock);
}
