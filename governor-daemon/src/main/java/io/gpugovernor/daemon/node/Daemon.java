package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.control.ControlDesk;
import io.gpugovernor.daemon.http.GovernorServer;
import io.gpugovernor.daemon.http.JournalHealth;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.http.LocalReload;
import io.gpugovernor.daemon.http.Reload;
import io.gpugovernor.daemon.http.RunningDaemon;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.memory.DomainMemory;
import io.gpugovernor.daemon.memory.Keeper;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import io.gpugovernor.daemon.systemd.Supervised;
import io.gpugovernor.daemon.systemd.Supervisor;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.daemon.web.WebAccess;
import io.gpugovernor.nvml.CallLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
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
    private final SystemTime time;
    private final GovernorMetrics metrics;
    private final GovernorServer server;
    private final WebAccess access;
    private final ControlDesk desk;
    private final Keeper keeper;
    private final Supervised supervised;
    private volatile Mode mode;
    private volatile List<DomainRun> runs = List.of();
    private volatile Optional<Reload> reload = Optional.empty();
    private volatile List<String> notices = List.of();
    private boolean releaseOnExit;
    private boolean stopped;

    /** As {@link #Daemon(Mode, List, InetSocketAddress, SystemTime, boolean, Consumer, Supervisor)}, where no driver is called. */
    public Daemon(
            Mode mode, List<GovernedDomain> domains, InetSocketAddress listen, SystemTime time, boolean releaseOnExit)
            throws ListenException {
        this(mode, domains, listen, time, releaseOnExit, log -> {}, Supervisor.NONE);
    }

    /** As below, with an endpoint that has neither encryption nor passwords. */
    public Daemon(
            Mode mode,
            List<GovernedDomain> domains,
            InetSocketAddress listen,
            SystemTime time,
            boolean releaseOnExit,
            Consumer<CallLog> driver,
            Supervisor supervisor)
            throws ListenException {
        this(mode, domains, listen, time, releaseOnExit, driver, supervisor, WebAccess.open());
    }

    /**
     * Listens, then starts every loop.
     *
     * @param releaseOnExit whether locks are removed when the daemon ends
     * @param driver is given where calls to the driver are to be counted
     * @param supervisor is told when the daemon is ready, alive and stopping
     * @param access who may use the endpoint, and over what; closed with the daemon
     * @throws ListenException if the endpoint cannot listen at {@code listen}; nothing was started then
     */
    public Daemon(
            Mode mode,
            List<GovernedDomain> domains,
            InetSocketAddress listen,
            SystemTime time,
            boolean releaseOnExit,
            Consumer<CallLog> driver,
            Supervisor supervisor,
            WebAccess access)
            throws ListenException {
        BuildInfo build = BuildInfo.ofThisBuild();
        this.mode = mode;
        this.time = time;
        this.releaseOnExit = releaseOnExit;
        this.access = access;
        metrics = new GovernorMetrics(build, time);
        metrics.protectedBy(access);
        keeper = new Keeper(time);
        supervised = new Supervised(supervisor, shown(mode), names(domains), deadline(), time);
        runs = domains.stream().map(this::run).toList();
        publish(List.of());
        supervised.governs(shown(mode), names(domains), deadline());
        driver.accept(metrics.driverCalls());
        server = GovernorServer.start(
                listen,
                new RunningDaemon(
                        build,
                        () -> shown(this.mode),
                        this::configured,
                        journal,
                        metrics,
                        new JournalHealth(journal, this::configured, time, this::deadline, this::since),
                        time,
                        Optional.of(new LocalReload(this::address, () -> reload)),
                        this::notices,
                        name -> named(name).flatMap(GovernedDomain::memory).map(DomainMemory::standing),
                        name -> named(name).map(GovernedDomain::remarks).orElse(List.of()),
                        name -> named(name).flatMap(domain -> domain.orders().overrideAt(time.now()))),
                access);
        desk = new OverrideDesk(
                () -> runs.stream().map(run -> run.domain().orders()).toList(), time, server::look);
        begin(runs, List.of());
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

    /** From now on {@code reload} is what {@code POST /-/reload} asks for; without, it is refused. */
    public void reloadBy(Reload reload) {
        this.reload = Optional.of(reload);
    }

    /**
     * Publishes that the newest policy file is in force since {@code when}.
     *
     * @param digest of the file, in hexadecimal
     */
    public void policyLoaded(Instant when, String digest) {
        metrics.configLoaded(when, digest);
        notices = List.of();
    }

    /** Publishes that the newest policy file was refused, and the one before stays. */
    public void policyRefused(List<String> why) {
        metrics.configRefused();
        notices = why.stream()
                .map(problem -> "the newest policy file was refused: " + problem)
                .toList();
    }

    /**
     * Governs {@code next} and nothing else from now on. Domains that are governed already, the very same ones, go on
     * untouched. The others are stopped and their clocks released, also if the daemon would leave them locked at its end;
     * then the new ones start. One that has not ended in time holds the new ones up, for they may share its GPUs.
     *
     * @param mode published from now on
     * @param releaseOnExit whether locks are removed when the daemon ends
     * @return names of the domains whose clocks may still be locked though they were to be released
     * @throws IllegalStateException if the daemon was stopped
     */
    public synchronized List<String> govern(Mode mode, List<GovernedDomain> next, boolean releaseOnExit) {
        if (stopped) {
            throw new IllegalStateException("the daemon is stopping");
        }
        this.mode = mode;
        this.releaseOnExit = releaseOnExit;
        List<DomainRun> before = runs;
        List<DomainRun> leaving =
                before.stream().filter(run -> !next.contains(run.domain())).toList();
        supervised.governs(
                shown(mode),
                before.stream()
                        .filter(run -> !leaving.contains(run))
                        .map(DomainRun::name)
                        .toList(),
                deadline());
        leaving.forEach(run -> run.loop().tellToRetire());
        await(leaving);
        leaving.forEach(DomainRun::silence);
        leaving.forEach(DomainRun::close);
        List<DomainRun> after = new ArrayList<>();
        for (GovernedDomain domain : next) {
            after.add(before.stream()
                    .filter(run -> run.domain().equals(domain))
                    .findFirst()
                    .orElseGet(() -> run(domain)));
        }
        runs = List.copyOf(after);
        runs.forEach(run -> run.loop().releaseOnExit(releaseOnExit));
        publish(before);
        supervised.governs(shown(mode), names(next), deadline());
        begin(
                runs.stream().filter(run -> !before.contains(run)).toList(),
                leaving.stream().map(DomainRun::loop).toList());
        return leaving.stream()
                .filter(run -> !run.loop().hasEnded() || run.loop().owesRelease())
                .map(DomainRun::name)
                .toList();
    }

    /** Stops every loop and releases what it locked; the endpoint goes on telling how it ended. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        supervised.stopping();
        // All are told before any is waited for: they end side by side, and none is forgotten if the wait is cut short.
        runs.forEach(run -> run.loop().tellToStop());
        await(runs);
        keeper.close();
        runs.forEach(DomainRun::close);
    }

    /** Stops every loop, then closes the endpoint. Does nothing the second time. */
    @Override
    public void close() {
        stop();
        server.close();
        access.close();
    }

    private List<String> notices() {
        List<String> all = new ArrayList<>(notices);
        access.problems().forEach(problem -> all.add("the newest web configuration was refused: " + problem));
        return all;
    }

    private DomainRun run(GovernedDomain domain) {
        return new DomainRun(domain, this::record, metrics, time, releaseOnExit);
    }

    private void record(Decision decision) {
        journal.record(decision);
        supervised.ticked(decision);
    }

    private static String shown(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(List<GovernedDomain> domains) {
        return domains.stream().map(domain -> domain.domain().name()).toList();
    }

    /** Shows {@link #runs}; of those of {@code before} that are not among them nothing is left. */
    private void publish(List<DomainRun> before) {
        metrics.publish(configured());
        for (DomainRun run : runs) {
            if (!before.contains(run)) {
                metrics.beginAnew(run.configured());
                run.publish();
            }
        }
        before.stream()
                .map(DomainRun::name)
                .filter(name -> named(name).isEmpty())
                .forEach(journal::forget);
    }

    private void begin(List<DomainRun> arriving, List<DomainLoop> after) {
        arriving.forEach(run -> run.startAfter(after));
        keeper.keep(runs.stream().flatMap(run -> run.domain().memory().stream()).toList());
    }

    private static void await(List<DomainRun> ending) {
        try {
            for (DomainRun run : ending) {
                run.loop().awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<PolicyDomain> configured() {
        return runs.stream().map(DomainRun::configured).toList();
    }

    private Optional<GovernedDomain> named(String name) {
        return runs.stream()
                .filter(run -> run.name().equals(name))
                .map(DomainRun::domain)
                .findFirst();
    }

    private Moment since(String name) {
        return runs.stream()
                .filter(run -> run.name().equals(name))
                .map(DomainRun::since)
                .findFirst()
                .orElseGet(time::now);
    }

    private Duration deadline() {
        Duration longest = runs.stream()
                .map(run -> run.domain().scraping().longestPeriod())
                .max(Duration::compareTo)
                .orElse(LEAST_DEADLINE);
        longest = Durations.percent(longest, 100 * DEAD_AFTER_PERIODS);
        return longest.compareTo(LEAST_DEADLINE) > 0 ? longest : LEAST_DEADLINE;
    }
}
