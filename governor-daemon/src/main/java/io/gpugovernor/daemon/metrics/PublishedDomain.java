package io.gpugovernor.daemon.metrics;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import java.util.Optional;

/**
 * One domain as it stands at a scrape.
 *
 * @param domain what was configured
 * @param decision the newest decision; empty before the first tick
 * @param saved highest net saving so far: the account's own figure can fall, a counter must not
 */
record PublishedDomain(PolicyDomain domain, Optional<Decision> decision, Joules saved) {
    static PublishedDomain waiting(PolicyDomain domain) {
        return new PublishedDomain(domain, Optional.empty(), Joules.ZERO);
    }

    PublishedDomain after(Decision next) {
        Joules net = next.account().saved();
        return new PublishedDomain(domain, Optional.of(next), net.compareTo(saved) > 0 ? net : saved);
    }

    PublishedDomain configuredAs(PolicyDomain changed) {
        return new PublishedDomain(changed, decision, saved);
    }

    /** Whether the newest decision is recent enough to stand for the present. */
    boolean isFresh(Moment now) {
        return decision.isPresent() && now.since(decision.get().at()).compareTo(domain.staleAfter()) <= 0;
    }
}
