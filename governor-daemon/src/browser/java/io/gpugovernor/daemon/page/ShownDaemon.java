package io.gpugovernor.daemon.page;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.http.GovernorServer;
import io.gpugovernor.daemon.http.JournalHealth;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.http.RunningDaemon;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A daemon as its page sees it: the real server, on a free port of 127.0.0.1, and whatever a test has it say. */
final class ShownDaemon implements AutoCloseable {
    private final Map<String, OperatorOverride> overrides = new ConcurrentHashMap<>();
    private final Map<String, List<String>> remarks = new ConcurrentHashMap<>();
    private volatile List<PolicyDomain> domains;
    private volatile List<String> notices = List.of();
    private volatile String mode = "enforce";
    private volatile double nowSeconds = 1000;
    private DecisionJournal journal = new DecisionJournal();
    private GovernorServer server;

    ShownDaemon(String... domains) throws ListenException {
        this.domains = Stream.of(domains).map(Decisions::domain).toList();
        server = start(0);
    }

    String url() {
        return "http://127.0.0.1:" + server.address().getPort() + "/";
    }

    ShownDaemon observing() {
        mode = "observe";
        return this;
    }

    void govern(PolicyDomain... configured) {
        domains = List.of(configured);
    }

    void notice(String... said) {
        notices = List.of(said);
    }

    void remark(String domain, String... said) {
        remarks.put(domain, List.of(said));
    }

    void override(String domain, int clock, double seconds, String reason) {
        overrides.put(
                domain, new OperatorOverride(Optional.of(new Megahertz(clock)), moment(nowSeconds + seconds), reason));
    }

    /** Each of these domains decides now. */
    void decide(Decisions... decisions) {
        Stream.of(decisions)
                .forEach(decision -> journal.record(decision.at(nowSeconds).build()));
    }

    synchronized void pass(double seconds) {
        nowSeconds += seconds;
    }

    /** The daemon is gone. */
    void die() {
        server.close();
    }

    /** Another daemon, with an empty journal, at the same address. */
    void startAnew() throws ListenException {
        int port = server.address().getPort();
        journal = new DecisionJournal();
        nowSeconds = 0;
        server = start(port);
    }

    @Override
    public void close() {
        server.close();
    }

    private GovernorServer start(int port) throws ListenException {
        BuildInfo build = new BuildInfo("0.1.0", "unknown", "17");
        return GovernorServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new RunningDaemon(
                        build,
                        () -> mode,
                        () -> domains,
                        journal,
                        new GovernorMetrics(build, this::now),
                        new JournalHealth(journal, () -> domains, this::now, Duration.ofSeconds(5)),
                        this::now,
                        Optional.empty(),
                        () -> notices,
                        name -> Optional.empty(),
                        name -> remarks.getOrDefault(name, List.of()),
                        name -> Optional.ofNullable(overrides.get(name))));
    }

    private Moment now() {
        return moment(nowSeconds);
    }

    private static Moment moment(double seconds) {
        return new Moment(Math.round(seconds * 1e9));
    }
}
