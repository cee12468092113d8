package io.gpugovernor.daemon.http;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.journal.DecisionJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers from what the daemon knows. Knows nothing of sockets. */
final class Api {
    private static final int SCHEMA = 1;
    private static final int DEFAULT_LAST = 20;
    private static final double BEFORE_ALL = -1;
    private static final int MOST = DecisionJournal.RECENT + DecisionJournal.CHANGES;

    private final RunningDaemon daemon;
    private final Instant startedAt;

    Api(RunningDaemon daemon, Instant startedAt) {
        this.daemon = daemon;
        this.startedAt = startedAt;
    }

    Response metrics() {
        return Response.text(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                daemon.metrics().scrape());
    }

    Response healthy() {
        return health(daemon.health().notAlive());
    }

    Response ready() {
        return health(daemon.health().notReady());
    }

    Response status() {
        Moment now = daemon.time().now();
        List<String> dead = daemon.health().notAlive();
        List<String> idle = daemon.health().notReady();
        List<DomainView> domains = daemon.domains().get().stream()
                .map(domain -> DomainView.of(
                        domain,
                        daemon.journal().latest(domain.name()),
                        daemon.learning().apply(domain.name()),
                        daemon.overrides().apply(domain.name()),
                        daemon.remarks().apply(domain.name()),
                        now))
                .toList();
        return Response.json(
                200,
                new StatusView(
                        SCHEMA,
                        daemon.build().version(),
                        daemon.build().revision(),
                        startedAt.toString(),
                        daemon.mode().get(),
                        dead.isEmpty(),
                        idle.isEmpty(),
                        idle,
                        daemon.notices().get(),
                        domains));
    }

    /**
     * {@code ?domain=NAME&last=N&changes=true&after=SECONDS}; the domain may be left out where there is only one.
     */
    Response decisions(Query query) throws BadRequestException {
        query.allowOnly(Set.of("domain", "last", "changes", "after"));
        int last = query.number("last", 1, MOST, DEFAULT_LAST);
        boolean changes = query.flag("changes");
        double after = query.seconds("after").orElse(BEFORE_ALL);
        List<String> names = names();
        Optional<String> asked = query.text("domain");
        if (asked.isEmpty() && names.size() != 1) {
            throw new BadRequestException("say which domain with ?domain=NAME; there are " + listed(names));
        }
        String domain = asked.orElseGet(() -> names.get(0));
        if (!names.contains(domain)) {
            return unknown(domain, names);
        }
        Moment now = daemon.time().now();
        List<Decision> found = changes
                ? daemon.journal().lastChanges(domain, last)
                : daemon.journal().last(domain, last);
        List<DecisionView> views = found.stream()
                .takeWhile(decision -> decision.at().seconds() > after)
                .map(decision -> DecisionView.of(decision, now))
                .toList();
        return Response.json(200, new DecisionsView(SCHEMA, domain, views));
    }

    /** {@code ?domain=NAME&after=SECONDS}; all domains where none is named. */
    Response history(Query query) throws BadRequestException {
        query.allowOnly(Set.of("domain", "after"));
        double after = query.seconds("after").orElse(BEFORE_ALL);
        List<String> names = names();
        Optional<String> asked = query.text("domain");
        if (asked.isPresent() && !names.contains(asked.get())) {
            return unknown(asked.get(), names);
        }
        List<CourseView> courses = asked.map(List::of).orElse(names).stream()
                .map(name -> CourseView.of(name, oldestFirst(name, after)))
                .toList();
        return Response.compactJson(
                200, new HistoryView(SCHEMA, daemon.time().now().seconds(), courses));
    }

    private List<Decision> oldestFirst(String domain, double after) {
        List<Decision> found = daemon.journal().last(domain, DecisionJournal.RECENT).stream()
                .takeWhile(decision -> decision.at().seconds() > after)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(found);
        return found;
    }

    private List<String> names() {
        return daemon.domains().get().stream().map(PolicyDomain::name).toList();
    }

    private static Response unknown(String domain, List<String> names) {
        return Response.error(404, "no domain '" + domain + "'; there are " + listed(names));
    }

    /** One reload at a time: the second waits for the first. */
    synchronized Response reload(Caller caller) {
        if (daemon.reload().isEmpty()) {
            return Response.error(409, "this daemon runs without a policy file, so there is nothing to reload");
        }
        Reload.Outcome outcome = daemon.reload().get().reload(caller);
        if (outcome instanceof Reload.Outcome.Declined declined) {
            return Response.error(declined.status(), declined.why());
        }
        if (outcome instanceof Reload.Outcome.Refused refused) {
            return Response.json(
                    422,
                    new ErrorView(
                            422, "the policy file was refused; the one before stays in force", refused.problems()));
        }
        return Response.json(200, new ReloadView(true, ((Reload.Outcome.Reloaded) outcome).summary()));
    }

    private Response health(List<String> problems) {
        return Response.json(
                problems.isEmpty() ? 200 : 503,
                new HealthView(problems.isEmpty(), problems, daemon.notices().get()));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
    }
}
