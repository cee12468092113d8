package io.gpugovernor.daemon.http;

import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A clock that an operator ordered, in force or waiting for its domain to be governed again.
 *
 * @param clockMHz the clock; null for the highest that the domain may have
 * @param reason the operator's own words
 * @param secondsLeft until it ends by itself
 */
public record OverrideView(@Nullable Integer clockMHz, String reason, double secondsLeft) {
    static OverrideView of(OperatorOverride order, Moment now) {
        return new OverrideView(
                order.clock().map(Megahertz::value).orElse(null),
                order.reason(),
                Json.seconds(order.until().since(now)));
    }
}
