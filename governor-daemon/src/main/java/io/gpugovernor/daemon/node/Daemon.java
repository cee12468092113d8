package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.port.DecisionSink;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.control.ControlDesk;
import io.gpugovernor.daemon.feed.DomainFeed;
import io.gpugovernor.daemon.http.GovernorServer;
import io.gpugovernor.daemon.http.JournalHealth;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.http.RunningDaemon;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.memory.DomainMemory;
import io.gpugovernor.daemon.memory.Keeper;
import io.gpugovernor.daemon.memory.LoopMemory;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import io.gpugovernor.daemon.scrape.Scraping;
import io.gpugovernor.daemon.systemd.Supervised;
import io.gpugovernor.daemon.systemd.Supervisor;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.nvml.CallLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The running process: one loop a domain, and the endpoint that shows what they do. */
public final class Daemon implements AutoCloseable {
    /** A loop that has not decided for so many periods counts as dead. */
    private static final int DEAD_AFTER_PERIODS = 3;
    /** A scrape that times out, and the pauses of a busy node, are no death. */
    private static final Duration LEAST_DEADLINE = Duration.ofSeconds(5);

    private final DecisionJournal journal = new DecisionJournal();
    private final List<DomainLoop> loops = new ArrayList<>();
    private final List<DomainFeed> feeds = new ArrayList<>();
    private final List<Scraping> scrapings = new ArrayList<>();
    private final GovernorServer server;
    private final ControlDesk desk;
    private final Keeper keeper;
    private final Supervised supervised;
    private boolean stopped;

    /** As {@link #Daemon(Mode, List, InetSocketAddress, SystemTime, boolean, Consumer)}, where no driver is called. */
    public Daemon(
            Mode mode, List<GovernedDomain> domains, InetSocketAddress listen, SystemTime time, boolean releaseOnExit)
            throws ListenException {
        this(mode, domains, listen, time, releaseOnExit, log -> {}, Supervisor.NONE);
    }

    /**
     * Listens, then starts every loop.
     *
     * @param releaseOnExit whether locks are removed when the daemon ends
     * @param driver is given where calls to the driver are to be counted
     * @param supervisor is told when the daemon is ready, alive and stopping
     * @throws ListenException if the endpoint cannot listen at {@code listen}; nothing was started then
     */
    public Daemon(
            Mode mode,
            List<GovernedDomain> domains,
            InetSocketAddress listen,
            SystemTime time,
            boolean releaseOnExit,
            Consumer<CallLog> driver,
            Supervisor supervisor)
            throws ListenException {
        BuildInfo build = BuildInfo.ofThisBuild();
        GovernorMetrics metrics = new GovernorMetrics(build, time);
        List<PolicyDomain> policyDomains =
                domains.stream().map(GovernedDomain::domain).toList();
        metrics.publish(policyDomains);
        driver.accept(metrics.driverCalls());
        domains.forEach(domain -> metrics.listening(domain.domain().name(), domain.scraping()::statistics));
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
                        Optional.empty(),
                        name -> standing(domains, name),
                        name -> domains.stream()
                                .filter(domain -> domain.domain().name().equals(name))
                                .flatMap(domain -> domain.remarks().stream())
                                .toList()));
        supervised = new Supervised(
                supervisor,
                mode.name().toLowerCase(Locale.ROOT),
                policyDomains.stream().map(PolicyDomain::name).toList(),
                deadline(domains),
                time);
        desk = new OverrideDesk(domains.stream().map(GovernedDomain::orders).toList(), time);
        for (GovernedDomain domain : domains) {
            DecisionLog log = new DecisionLog(domain.domain().name());
            DecisionSink sink = decision -> {
                journal.record(decision);
                metrics.record(decision);
                log.record(decision);
                domain.facts().ifPresent(facts -> facts.against(decision.gpus().size()));
                supervised.ticked(decision);
            };
            Governor governor = new Governor(
                    domain.domain(),
                    domain.engine(),
                    domain.sensor(),
                    domain.steering(),
                    domain.policy(),
                    sink,
                    domain.orders());
            metrics.command(
                    domain.domain().name(),
                    () -> domain.orders().overrideAt(time.now()).isPresent());
            DomainLoop loop = new DomainLoop(
                    domain.domain().name(),
                    governor,
                    time,
                    domain::period,
                    time.speed(),
                    releaseOnExit,
                    metrics,
                    domain.memory().<LoopMemory>map(memory -> memory).orElse(LoopMemory.NONE));
            loops.add(loop);
            scrapings.add(domain.scraping());
            domain.feed().ifPresent(feed -> {
                metrics.hear(domain.domain().name(), feed::statistics);
                feed.ring(loop::wake);
                feed.listen();
                feeds.add(feed);
            });
        }
        keeper = new Keeper(
                domains.stream().flatMap(domain -> domain.memory().stream()).toList(), time);
        loops.forEach(DomainLoop::start);
        keeper.start();
    }

    /** Where the endpoint listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Carries out what an operator commands. */
    public ControlDesk desk() {
        return desk;
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
        supervised.stopping();
        // All are told before any is waited for: they end side by side, and none is forgotten if the wait is cut short.
        loops.forEach(DomainLoop::tellToStop);
        try {
            for (DomainLoop loop : loops) {
                loop.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.close();
        feeds.forEach(DomainFeed::close);
        scrapings.forEach(Scraping::close);
    }

    /** Stops every loop, then closes the endpoint. Does nothing the second time. */
    @Override
    public void close() {
        stop();
        server.close();
    }

    private static Optional<String> standing(List<GovernedDomain> domains, String name) {
        return domains.stream()
                .filter(domain -> domain.domain().name().equals(name))
                .flatMap(domain -> domain.memory().stream())
                .map(DomainMemory::standing)
                .findFirst();
    }

    private static Duration deadline(List<GovernedDomain> domains) {
        Duration longest = domains.stream()
                .map(domain -> domain.scraping().longestPeriod())
                .max(Duration::compareTo)
                .orElse(LEAST_DEADLINE)
                .multipliedBy(DEAD_AFTER_PERIODS);
        return longest.compareTo(LEAST_DEADLINE) > 0 ? longest : LEAST_DEADLINE;
    }
}
