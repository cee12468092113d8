package io.gpugovernor.daemon.http;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.journal.DecisionJournal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Health as the journal shows it: a loop is alive while it decides, and ready while its domain is governed. A domain may
 * take {@code deadline} from the start to its first decision.
 */
public final class JournalHealth implements Health {
    private final DecisionJournal journal;
    private final Supplier<List<PolicyDomain>> domains;
    private final TimeSource time;
    private final Supplier<Duration> deadline;
    private final Function<String, Moment> start;

    /**
     * @param time the time line decisions are made on
     * @param deadline longest time between two decisions of a loop that is alive: three periods or more
     */
    public JournalHealth(
            DecisionJournal journal, Supplier<List<PolicyDomain>> domains, TimeSource time, Duration deadline) {
        this(journal, domains, time, () -> deadline, always(time.now()));
    }

    /**
     * Health of domains that come and go.
     *
     * @param start when the domain of a name was started
     */
    public JournalHealth(
            DecisionJournal journal,
            Supplier<List<PolicyDomain>> domains,
            TimeSource time,
            Supplier<Duration> deadline,
            Function<String, Moment> start) {
        this.journal = journal;
        this.domains = domains;
        this.time = time;
        this.deadline = deadline;
        this.start = start;
    }

    @Override
    public List<String> notAlive() {
        return problems(this::whyDead);
    }

    @Override
    public List<String> notReady() {
        List<String> found = problems(domain -> whyDead(domain).or(() -> whyIdle(domain)));
        return domains.get().isEmpty() ? List.of("no domain is governed") : found;
    }

    private List<String> problems(Function<PolicyDomain, Optional<String>> why) {
        return domains.get().stream()
                .flatMap(domain -> why.apply(domain).stream())
                .toList();
    }

    private Optional<String> whyDead(PolicyDomain domain) {
        Moment started = start.apply(domain.name());
        Moment newest = journal.latest(domain.name())
                .map(Decision::at)
                .filter(decided -> started.isBefore(decided))
                .orElse(started);
        Duration silent = time.now().since(newest);
        Duration allowed = deadline.get();
        if (silent.compareTo(allowed) <= 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: no decision for %.1f s, more than the %.1f s allowed",
                domain.name(),
                Durations.seconds(silent),
                Durations.seconds(allowed)));
    }

    private static Function<String, Moment> always(Moment moment) {
        return name -> moment;
    }

    private Optional<String> whyIdle(PolicyDomain domain) {
        Optional<Decision> latest = journal.latest(domain.name());
        if (latest.isEmpty()) {
            return Optional.of(domain.name() + ": no decision yet");
        }
        return latest.filter(decision -> isIdle(decision.state()))
                .map(decision -> domain.name() + ": " + describe(decision));
    }

    private static boolean isIdle(GovernorState state) {
        return switch (state) {
            case WARMING_UP, RELEASED, RELEASE_FAILED -> true;
            case GOVERNING, HOLDING -> false;
        };
    }

    private static String describe(Decision decision) {
        String why = decision.reason().explanation();
        return decision.detail().isEmpty() ? why : why + ": " + decision.detail();
    }
}
