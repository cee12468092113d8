package io.gpugovernor.daemon.soak;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.live.CannotListenException;
import io.gpugovernor.sim.live.SimulatedAccount;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One daemon in enforce mode over the NVML double and two simulated engines, from its start to its end. The loop is
 * closed: each engine runs at the clock that the double holds for its GPUs.
 */
final class Soak {
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);
    private static final int TERMINATED = 143;
    private static final int KILLED = 137;

    private final SoakPlan plan;
    private final Path folder;
    private final Consumer<String> progress;
    private final int port;
    private final Map<String, Double> longest = new HashMap<>();
    private double misses;

    private Soak(SoakPlan plan, Path folder, Consumer<String> progress, int port) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.port = port;
    }

    /**
     * Runs it to its end.
     *
     * @param folder empty; keeps the policy, the daemon's output, the lease and the double's files
     * @param progress told what happens
     * @throws IOException if the daemon does not start or end, with what it said
     */
    static Verdict run(SoakPlan plan, Path folder, Consumer<String> progress)
            throws IOException, InterruptedException, ProfileException, CannotListenException {
        return new Verdict(plan, new Soak(plan, folder, progress, freePort()).evidence());
    }

    private Evidence evidence() throws IOException, InterruptedException, ProfileException, CannotListenException {
        DoubledGpus gpus = DoubledGpus.in(folder, plan.library(), plan.switches());
        Path profile = FastHardware.write(folder, plan.speed());
        HardwareProfile hardware = HardwareProfiles.load(profile.toString());
        try (SoakEngine first = SoakEngine.start(
                        gpus, plan.firstDomain(), hardware, WorkloadPreset.CONVERSATION, "10-85-10", round());
                SoakEngine second =
                        SoakEngine.start(gpus, plan.secondDomain(), hardware, WorkloadPreset.CODE, "55", round())) {
            progress.accept("engines at " + first.url() + " and " + second.url());
            Path policy = Files.writeString(folder.resolve("policy.yaml"), policy(first, second, profile));
            try (GovernorProcess daemon = GovernorProcess.start(
                    plan, gpus, folder, "run", "--config", policy.toString(), "--mode", "enforce")) {
                started(daemon);
                return soak(daemon, gpus, List.of(first, second));
            }
        }
    }

    /** The load rises and falls at least once. */
    private Duration round() {
        return plan.duration().compareTo(LONGEST_ROUND) < 0 ? plan.duration() : LONGEST_ROUND;
    }

    private Evidence soak(GovernorProcess daemon, DoubledGpus gpus, List<SoakEngine> engines)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        passes(plan.duration().dividedBy(10), daemon);
        Resources before = Resources.of(daemon.pid());
        passes(plan.duration().minus(plan.duration().dividedBy(10)), daemon);
        Resources after = Resources.of(daemon.pid());
        Scrape last = watched(daemon).orElseThrow(() -> new IOException("the daemon's endpoint does not answer"));
        Duration governed = Duration.ofNanos(System.nanoTime() - begun);
        engines.forEach(engine -> progress.accept(describe(engine.account())));

        Set<Long> pids = new HashSet<>(List.of(daemon.pid()));
        List<Evidence.Exit> exits = new ArrayList<>();
        daemon.end(plan.end());
        boolean killed = plan.end() == SoakPlan.End.KILL;
        exits.add(new Evidence.Exit("the daemon", daemon.exit(), killed ? KILLED : TERMINATED));
        if (killed) {
            progress.accept("killed; locked: " + gpus.locked());
            try (GovernorProcess release = GovernorProcess.start(plan, gpus, folder, "release")) {
                exits.add(new Evidence.Exit("release", release.exit(), 0));
                pids.add(release.pid());
            }
        }
        return new Evidence(
                governed,
                last,
                longest,
                gpus.writes(),
                pids,
                gpus.locked(),
                leaseEntries(),
                exits,
                complaints(daemon),
                before,
                after);
    }

    /** Returns when the daemon answers. */
    private void started(GovernorProcess daemon) throws IOException, InterruptedException {
        long end = System.nanoTime() + STARTING.toNanos();
        while (watched(daemon).isEmpty()) {
            if (System.nanoTime() > end || !daemon.isAlive()) {
                throw new IOException("gpu-governor did not start; it said:\n" + daemon.said());
            }
            pause(Duration.ofMillis(50));
        }
        progress.accept("governing; metrics at http://127.0.0.1:" + port + "/metrics, pid " + daemon.pid());
    }

    /** Lets time pass while the daemon governs; looks at its metrics all the while. */
    private void passes(Duration time, GovernorProcess daemon) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            pause(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
            watched(daemon);
            if (!daemon.isAlive()) {
                throw new IOException("gpu-governor ended by itself; it said:\n" + daemon.said());
            }
        }
    }

    private Optional<Scrape> watched(GovernorProcess daemon) throws InterruptedException {
        Optional<Scrape> page = daemon.scrape(port);
        for (String kind : List.of("read", "set", "reset")) {
            page.flatMap(scrape -> scrape.sum("gpu_governor_nvml_call_duration_seconds_max", "call=\"" + kind + "\""))
                    .ifPresent(seconds -> longest.merge(kind, seconds, Math::max));
        }
        page.flatMap(scrape -> scrape.sum("gpu_governor_nvml_deadline_misses_total", "call="))
                .ifPresent(this::tell);
        return page;
    }

    /** Says at once when a call was late, so that it can be seen what else happened then. */
    private void tell(double missed) {
        if (missed > misses) {
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s: %.0f calls past their deadline, %.0f more",
                    Instant.now(),
                    missed,
                    missed - misses));
            misses = missed;
        }
    }

    private long leaseEntries() throws IOException {
        Path lease = folder.resolve("run").resolve("lease");
        return Files.exists(lease)
                ? Files.readAllLines(lease).stream()
                        .filter(line -> line.startsWith("gpu "))
                        .count()
                : 0;
    }

    private static List<String> complaints(GovernorProcess daemon) throws IOException {
        return daemon.said()
                .lines()
                .filter(line -> line.contains("ERROR") || line.contains("Exception") || line.contains("not released"))
                .toList();
    }

    private String policy(SoakEngine first, SoakEngine second, Path profile) {
        return """
                apiVersion: gpu-governor/v1
                telemetry: {period: %dms}
                http: {listen: "127.0.0.1:%d"}
                domains:
                """.formatted(SoakPlan.TELEMETRY.toMillis(), port)
                + domain("moving", first, plan.firstDomain(), profile)
                + domain("bursts", second, plan.secondDomain(), profile);
    }

    private static String domain(String name, SoakEngine engine, List<Integer> gpus, Path profile) {
        return """
                  - name: %s
                    engine: {url: "%s"}
                    gpus: %s
                    slo: {ttft: 600ms, tbt: 100ms}
                    profile: %s
                """.formatted(name, engine.url(), gpus, profile);
    }

    private static String describe(SimulatedAccount account) {
        return String.format(
                Locale.ROOT,
                "engine: %d s simulated, %d requests ended, attainment %.4f (%.4f at the highest clock), energy %.2f of"
                        + " that at the highest clock, %d ms skipped",
                account.elapsed().toSeconds(),
                account.service().ended(),
                account.service().attainment().value(),
                account.serviceAtMaximum().attainment().value(),
                account.energy().value() / account.energyAtMaximum().value(),
                account.skipped().toMillis());
    }

    private static void pause(Duration time) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
    }

    /** Free a moment ago; the configuration takes no port 0. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
