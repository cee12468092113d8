package io.gpugovernor.daemon.http;

import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.daemon.journal.DomainSums;
import io.gpugovernor.daemon.journal.ErrorBudget;
import org.jspecify.annotations.Nullable;

/**
 * A domain's books since the daemon started.
 *
 * @param energyJoules measured; null while any GPU gives no energy counter
 * @param energySavedJoules estimate against the default clock; negative if the governor cost more
 * @param ttftAttainmentRatio share of first tokens in time; null without a TTFT target
 * @param tbtAttainmentRatio share of ended requests within the TBT target; null without one
 * @param errorBudgetRemainingRatio share of the last hour's allowed misses that is left
 * @param lastHourRequests requests served in the last hour
 * @param lastHourMisses of these, the misses of either target, expected
 * @param lastHourAllowedMisses the misses that the quantile allows among them
 */
public record AccountView(
        @Nullable Double energyJoules,
        double energySavedJoules,
        long requestsServed,
        long ttftMisses,
        long requestsEnded,
        long tbtMisses,
        long clockChanges,
        @Nullable Double ttftAttainmentRatio,
        @Nullable Double tbtAttainmentRatio,
        double errorBudgetRemainingRatio,
        long lastHourRequests,
        double lastHourMisses,
        double lastHourAllowedMisses) {

    static AccountView of(Decision decision, Slo slo) {
        Account account = decision.account();
        Served hour = account.lastHour();
        return new AccountView(
                DomainSums.energy(decision).map(Joules::value).orElse(null),
                account.saved().value(),
                account.served(),
                account.ttftMisses(),
                account.ended(),
                account.tbtMisses(),
                account.clockChanges(),
                slo.ttft().map(target -> account.ttftAttainment().value()).orElse(null),
                slo.tbt().map(target -> account.tbtAttainment().value()).orElse(null),
                ErrorBudget.remaining(account, slo).value(),
                hour.served(),
                hour.ttftMisses() + hour.tbtMisses(),
                ErrorBudget.allowed(account, slo));
    }
}
