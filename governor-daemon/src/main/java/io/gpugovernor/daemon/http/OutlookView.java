package io.gpugovernor.daemon.http;

import io.gpugovernor.core.model.Outlook;
import org.jspecify.annotations.Nullable;

/**
 * What the policy expected of the clock it chose.
 *
 * @param powerWatts forecast mean power of the domain
 * @param powerAtMaximumWatts the same at maximum clock
 * @param ttftSlackSeconds TTFT target minus forecast; null without a TTFT target
 * @param tbtSlackSeconds TBT target minus forecast; null without a TBT target
 * @param excessMisses expected misses the clock adds over maximum clock; null if undefined
 * @param missPriceJoules price of one miss
 * @param wasteJoules wasted so far against the clock that is best now
 * @param switchCostJoules what changing the clock costs
 */
public record OutlookView(
        double powerWatts,
        double powerAtMaximumWatts,
        @Nullable Double ttftSlackSeconds,
        @Nullable Double tbtSlackSeconds,
        @Nullable Double excessMisses,
        double missPriceJoules,
        double wasteJoules,
        double switchCostJoules) {

    static OutlookView of(Outlook outlook) {
        return new OutlookView(
                outlook.power().value(),
                outlook.powerAtMaximum().value(),
                outlook.ttftSlack().map(Json::seconds).orElse(null),
                outlook.tbtSlack().map(Json::seconds).orElse(null),
                Json.finite(outlook.excessMisses()),
                outlook.missPrice().value(),
                outlook.waste().value(),
                outlook.switchCost().value());
    }
}
