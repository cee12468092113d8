package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;

/**
 * The forecast of one tick with its prices.
 *
 * @param forecast what every clock would mean
 * @param costs the same in joules
 * @param highest the clock savings are counted against
 * @param missPrice price of one miss
 * @param waste joules wasted so far against the clock that is best now
 * @param switchCost joules that changing the clock costs
 */
record Pricing(Forecast forecast, Costs costs, Megahertz highest, Joules missPrice, Joules waste, Joules switchCost)
        implements Prospect {
    @Override
    public Outlook at(Megahertz clock) {
        return of(costs.at(clock));
    }

    /** What is expected at a candidate's clock. */
    Outlook of(Candidate candidate) {
        Megahertz clock = candidate.clock();
        return new Outlook(
                forecast.power(clock),
                forecast.power(highest),
                forecast.ttftSlack(clock),
                forecast.tbtSlack(clock),
                forecast.excess(candidate.misses()),
                missPrice,
                waste,
                switchCost);
    }

    @Override
    public Joules cost(Megahertz clock) {
        return new Joules(costs.at(clock).cost());
    }
}
