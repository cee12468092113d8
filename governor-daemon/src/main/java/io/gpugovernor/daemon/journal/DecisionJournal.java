package io.gpugovernor.daemon.journal;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.port.DecisionSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the newest decisions of every domain. Repeats of a decision soon fall out; decisions that changed the clock
 * or the state are kept longer, because they are what people ask about.
 *
 * <p>One thread may record for each domain while others read.
 */
public final class DecisionJournal implements DecisionSink {
    /** Two minutes at four ticks a second, and still 51 s at ten: enough for a sparkline. About 1 KiB each. */
    public static final int RECENT = 512;

    /** At the default cap of 240 switches a minute two minutes at the least; at the usual rate hours. */
    public static final int CHANGES = 512;

    private final Map<String, DomainJournal> domains = new ConcurrentHashMap<>();

    @Override
    public void record(Decision decision) {
        domains.computeIfAbsent(decision.domain(), name -> new DomainJournal()).add(decision);
    }

    /** Forgets a domain that is no longer governed. */
    public void forget(String domain) {
        domains.remove(domain);
    }

    /** The newest decision of {@code domain}; empty before its first tick. */
    public Optional<Decision> latest(String domain) {
        return Optional.ofNullable(domains.get(domain)).flatMap(DomainJournal::latest);
    }

    /**
     * The newest {@code count} decisions of {@code domain}, newest first. Beyond the last {@link #RECENT} only those that
     * changed the clock or the state remain.
     */
    public List<Decision> last(String domain, int count) {
        return Optional.ofNullable(domains.get(domain))
                .map(journal -> journal.last(count))
                .orElse(List.of());
    }

    /** The newest {@code count} decisions of {@code domain} that changed the clock or the state, newest first. */
    public List<Decision> lastChanges(String domain, int count) {
        return Optional.ofNullable(domains.get(domain))
                .map(journal -> journal.lastChanges(count))
                .orElse(List.of());
    }
}
