package io.gpugovernor.core.model;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.Optional;

/**
 * What the policy expected of the clock it chose, and the price it paid for it.
 *
 * @param power forecast mean power of the domain at the chosen clock
 * @param powerAtMaximum the same at maximum clock
 * @param ttftSlack TTFT target minus forecast, negative if the target will be missed; empty without a TTFT target
 * @param tbtSlack TBT target minus forecast; empty without a TBT target
 * @param excessMisses expected misses the clock adds over maximum clock until the next decision can take effect
 * @param missPrice price of one miss
 * @param waste joules wasted so far against the clock that is best now
 * @param switchCost joules that changing the clock costs; a switch for savings waits until the waste reaches it
 */
public record Outlook(
        Watts power,
        Watts powerAtMaximum,
        Optional<Duration> ttftSlack,
        Optional<Duration> tbtSlack,
        double excessMisses,
        Joules missPrice,
        Joules waste,
        Joules switchCost) {}
