package io.gpugovernor.daemon.journal;

import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;

/**
 * How much of the allowed misses is left in the rolling hour:
 *
 * <pre>1 - (ttftMisses + tbtMisses) / (allowed * requests)        limited to 0 to 1</pre>
 *
 * where {@code requests} is the larger of served and ended. A request that missed both targets counts twice, so the
 * result never claims more budget than there is.
 */
public final class ErrorBudget {
    private ErrorBudget() {}

    /** The share that is left; 1 where no request was served in the hour. */
    public static Ratio remaining(Account account, Slo slo) {
        Served hour = account.lastHour();
        return Ratio.of(hour.ttftMisses() + hour.tbtMisses(), allowed(account, slo), Ratio.ZERO)
                .complement();
    }

    /** Misses that the quantile allows among the last hour's requests. */
    public static double allowed(Account account, Slo slo) {
        Served hour = account.lastHour();
        return slo.allowedMisses().value() * Math.max(hour.served(), hour.ended());
    }
}
