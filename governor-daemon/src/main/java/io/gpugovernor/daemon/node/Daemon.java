package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.port.DecisionSink;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.http.GovernorServer;
import io.gpugovernor.daemon.http.JournalHealth;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.http.RunningDaemon;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import io.gpugovernor.daemon.time.SystemTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The running process: one loop a domain, and the endpoint that shows what they do. */
public final class Daemon implements AutoCloseable {
    /** A loop that has not decided for so many periods counts as dead. */
    private static final int DEAD_AFTER_PERIODS = 3;
    /** A scrape that times out, and the pauses of a busy node, are no death. */
    private static final Duration LEAST_DEADLINE = Duration.ofSeconds(5);

    private final DecisionJournal journal = new DecisionJournal();
    private final List<DomainLoop> loops = new ArrayList<>();
    private final GovernorServer server;
    private boolean stopped;

    /**
     * Listens, then starts every loop.
     *
     * @param releaseOnExit whether locks are removed when the daemon ends
     * @throws ListenException if the endpoint cannot listen at {@code listen}; nothing was started then
     */
    public Daemon(
            Mode mode, List<GovernedDomain> domains, InetSocketAddress listen, SystemTime time, boolean releaseOnExit)
            throws ListenException {
        BuildInfo build = BuildInfo.ofThisBuild();
        GovernorMetrics metrics = new GovernorMetrics(build, time);
        List<PolicyDomain> policyDomains =
                domains.stream().map(GovernedDomain::domain).toList();
        metrics.publish(policyDomains);
        domains.forEach(domain -> metrics.listening(domain.domain().name(), domain.scrapes()));
        server = GovernorServer.start(
                listen,
                new RunningDaemon(
                        build,
                        () -> mode.name().toLowerCase(Locale.ROOT),
                        () -> policyDomains,
                        journal,
                        metrics,
                        new JournalHealth(journal, () -> policyDomains, time, deadline(domains)),
                        time,
                        Optional.empty()));
        for (GovernedDomain domain : domains) {
            DecisionLog log = new DecisionLog(domain.domain().name());
            DecisionSink sink = decision -> {
                journal.record(decision);
                metrics.record(decision);
                log.record(decision);
            };
            Governor governor = new Governor(
                    domain.domain(), domain.engine(), domain.sensor(), domain.steering(), domain.policy(), sink);
            loops.add(new DomainLoop(
                    domain.domain().name(), governor, time, domain::period, time.speed(), releaseOnExit, metrics));
        }
        loops.forEach(DomainLoop::start);
    }

    /** Where the endpoint listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** The newest decision of a domain; empty before its first. */
    public Optional<Decision> latest(String domain) {
        return journal.latest(domain);
    }

    /** Stops every loop and releases what it locked; the endpoint goes on telling how it ended. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        // All are told before any is waited for: they end side by side, and none is forgotten if the wait is cut short.
        loops.forEach(DomainLoop::tellToStop);
        try {
            for (DomainLoop loop : loops) {
                loop.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops every loop, then closes the endpoint. Does nothing the second time. */
    @Override
    public void close() {
        stop();
        server.close();
    }

    private static Duration deadline(List<GovernedDomain> domains) {
        Duration longest = domains.stream()
                .map(GovernedDomain::longestPeriod)
                .max(Duration::compareTo)
                .orElse(LEAST_DEADLINE)
                .multipliedBy(DEAD_AFTER_PERIODS);
        return longest.compareTo(LEAST_DEADLINE) > 0 ? longest : LEAST_DEADLINE;
    }
}
