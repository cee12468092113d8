package io.gpugovernor.daemon.journal;

import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;

/**
 * How much of the allowed misses is left since the daemon started:
 *
 * <pre>1 - (ttftMisses + tbtMisses) / (allowed * requests)        limited to 0 to 1</pre>
 *
 * where {@code requests} is the larger of served and ended. A request that missed both targets counts twice, so the
 * result never claims more budget than there is.
 */
public final class ErrorBudget {
    private ErrorBudget() {}

    /** The share that is left; 1 before any request was served. */
    public static Ratio remaining(Account account, Slo slo) {
        double allowed = slo.allowedMisses().value() * Math.max(account.served(), account.ended());
        double misses = (double) account.ttftMisses() + account.tbtMisses();
        return Ratio.of(misses, allowed, Ratio.ZERO).complement();
    }
}
