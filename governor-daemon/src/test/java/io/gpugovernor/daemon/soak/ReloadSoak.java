package io.gpugovernor.daemon.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.gpugovernor.daemon.control.ControlClient;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.control.ControlRequest;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reloads under load: one domain changes or is refused again and again, and the other must not notice. Prints what the
 * daemon holds before and after, and ends with 1 if anything is lost or left.
 */
public final class ReloadSoak {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final int ONE_BAD_IN = 10;
    /** Journals of decisions fill up in the first half. */
    private static final long HEAP_SLACK_KIB = 2048;
    /** Each domain has one of each. */
    private static final List<String> PARTS =
            List.of("node.DomainLoop", "node.DomainRun", "node.GovernedDomain", "scrape.EngineScraper");

    /** Each of the first questions brings the endpoint a thread. */
    private static final int ENDPOINT_THREADS = 4;

    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\" #");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Path folder;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TreeSet<Double> ticks = new TreeSet<>();
    private final DoubledGpus gpus;
    private final SoakPlan plan;

    private ReloadSoak(Path folder, int port, DoubledGpus gpus, SoakPlan plan) {
        this.folder = folder;
        this.port = port;
        this.gpus = gpus;
        this.plan = plan;
    }

    /** @param arguments the double's library, the launcher, and how many reloads */
    public static void main(String[] arguments) throws Exception {
        SoakPlan plan = new SoakPlan(
                Duration.ofMinutes(10),
                5,
                List.of(0, 1, 2, 3),
                List.of(4, 5, 6, 7),
                SoakPlan.End.TERM,
                List.of("firmware-us=8000"),
                Path.of(arguments[0]),
                List.of(arguments[1]));
        Path folder = Files.createTempDirectory("gpu-governor-reloads");
        System.out.println("policy, log, lease and writes are kept in " + folder);
        DoubledGpus gpus = DoubledGpus.in(folder, plan.library(), plan.switches());
        boolean well = new ReloadSoak(folder, freePort(), gpus, plan).run(Integer.parseInt(arguments[2]));
        System.exit(well ? 0 : 1);
    }

    /** Free a moment ago; the policy takes no port 0. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean run(int reloads) throws Exception {
        Path profile = FastHardware.write(folder, plan.speed());
        HardwareProfile hardware = HardwareProfiles.load(profile.toString());
        Duration round = Duration.ofMinutes(2);
        try (SoakEngine first =
                        SoakEngine.start(gpus, plan.firstDomain(), hardware, WorkloadPreset.CONVERSATION, "40", round);
                SoakEngine second =
                        SoakEngine.start(gpus, plan.secondDomain(), hardware, WorkloadPreset.CODE, "40", round)) {
            Path policy = folder.resolve("policy.yaml");
            Files.writeString(policy, policy(first, second, profile, 1980));
            try (GovernorProcess daemon = GovernorProcess.start(
                    plan, gpus, folder, "run", "--config", policy.toString(), "--mode", "enforce")) {
                while (daemon.scrape(port).isEmpty()) {
                    if (!daemon.isAlive()) {
                        throw new IOException("gpu-governor did not start; it said:\n" + daemon.said());
                    }
                    Thread.sleep(PERIOD.toMillis());
                }
                Thread.sleep(Duration.ofSeconds(5).toMillis());
                // Endpoint and control socket have threads of their own from the first question on.
                for (int question = 0; question < ENDPOINT_THREADS; question++) {
                    watch();
                }
                refused();
                Resources before = Resources.of(daemon.pid());
                Set<String> threadsBefore = threads(daemon.pid());
                long heapBefore = heap(daemon.pid());
                long started = System.nanoTime();
                long heapHalfway = heapBefore;
                int bad = 0;
                double slowest = 0;
                for (int i = 0; i < reloads; i++) {
                    boolean refusal = i % ONE_BAD_IN == ONE_BAD_IN - 1;
                    String text = policy(first, second, profile, i % 2 == 0 ? 1905 : 1980);
                    replace(policy, refusal ? text + "oops: 1\n" : text);
                    long asked = System.nanoTime();
                    bad += refused() == refusal ? 0 : 1;
                    slowest = Math.max(slowest, (System.nanoTime() - asked) / 1e9);
                    if (i == reloads / 2) {
                        heapHalfway = heap(daemon.pid());
                    }
                    if (i % 25 == 0) {
                        watch();
                    }
                }
                double seconds = (System.nanoTime() - started) / 1e9;
                replace(policy, policy(first, second, profile, 1980));
                refused();
                Thread.sleep(Duration.ofSeconds(3).toMillis());
                watch();
                long heapAfter = heap(daemon.pid());
                Map<String, Long> parts = parts(daemon.pid());
                Resources after = Resources.of(daemon.pid());
                Set<String> came = threads(daemon.pid());
                came.removeAll(threadsBefore);
                double gap = longestGap();
                long foreign = gpus.writes().stream()
                        .filter(write -> plan.firstDomain().contains(write.gpu()))
                        .filter(DoubledGpus.Write::isReset)
                        .count();
                Scrape last = daemon.scrape(port).orElseThrow();
                double counted = last.sum("gpu_governor_tick_duration_seconds_count", "domain=\"chat\"")
                        .orElse(0.0);
                double decided = last.sum("gpu_governor_decisions_total", "domain=\"chat\"")
                        .orElse(0.0);
                double chosen = last.sum("gpu_governor_actuations_total", "domain=\"chat\",outcome=\"accepted\"")
                        .orElse(0.0);
                long set = gpus.writes().stream()
                        .filter(write -> write.gpu() == plan.firstDomain().get(0))
                        .count();
                say("reloads                    %d in %.1f s, the slowest %.3f s", reloads, seconds, slowest);
                say("answers other than due     %d", bad);
                say("ticks, decisions of chat   %.0f, %.0f", counted, decided);
                say("longest gap of chat        %.3f s at a period of %.3f s", gap, PERIOD.toMillis() / 1e3);
                say("resets of chat's GPUs      %d", foreign);
                say("clocks set, of them chosen %d, %.0f on a GPU of chat", set, chosen);
                say("heap after a collection    %d KiB, %d KiB halfway, %d KiB", heapBefore, heapHalfway, heapAfter);
                say("parts in the heap          %s", parts);
                say("resident                   %d MiB before, %d MiB after", before.mebibytes(), after.mebibytes());
                say("threads                    %d before, %d after", before.threads(), after.threads());
                say("threads that came          %s", came);
                say("descriptors                %d before, %d after", before.files(), after.files());
                daemon.end(SoakPlan.End.TERM);
                int exit = daemon.exit();
                say("exit, locked then          %d, %s", exit, gpus.locked());
                return bad == 0
                        && Math.abs(counted - decided) <= 2
                        && foreign == 0
                        && set == Math.round(chosen)
                        && heapAfter < heapHalfway + HEAP_SLACK_KIB
                        && parts.values().stream().allMatch(count -> count == 2)
                        && came.isEmpty()
                        && after.threads() <= before.threads() + 2
                        && after.files() <= before.files() + 4
                        && gpus.locked().isEmpty();
            }
        }
    }

    private boolean refused() {
        try {
            ControlClient.ask(List.of(folder.resolve("run")), ControlRequest.reload(), new SystemTime());
            return false;
        } catch (ControlException refusal) {
            return refusal.obstacle() == ControlException.Cause.POLICY_REFUSED;
        }
    }

    /** Notes when chat decided. */
    private void watch() throws IOException, InterruptedException {
        String body = http.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + port + "/api/v1/decisions?domain=chat&last=1000"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        JsonArray decisions = JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("decisions");
        for (JsonElement decision : decisions) {
            ticks.add(decision.getAsJsonObject().get("atSeconds").getAsDouble());
        }
    }

    private double longestGap() {
        double longest = 0;
        Double last = null;
        for (Double tick : ticks) {
            longest = last == null ? 0 : Math.max(longest, tick - last);
            last = tick;
        }
        return longest;
    }

    /** What a collection leaves in use, KiB. */
    private static long heap(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long sum = 0;
        for (int generation = 0; generation < 2 && used.find(); generation++) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    /** How many of those that a domain has one of are left in the heap. */
    private static Map<String, Long> parts(long pid) throws IOException, InterruptedException {
        Map<String, Long> found = new TreeMap<>();
        String histogram = jcmd(pid, "GC.class_histogram");
        for (String part : PARTS) {
            Matcher line = Pattern.compile(
                            "(\\d+) +\\d+ +io\\.gpugovernor\\.daemon\\." + Pattern.quote(part) + "(\\s|$)")
                    .matcher(histogram);
            found.put(part, line.find() ? Long.parseLong(line.group(1)) : 0);
        }
        return found;
    }

    /** Names of the threads that Java knows. */
    private static Set<String> threads(long pid) throws IOException, InterruptedException {
        Matcher thread = THREAD.matcher(jcmd(pid, "Thread.print"));
        Set<String> names = new TreeSet<>();
        while (thread.find()) {
            // This very question comes through a thread of its own.
            if (!thread.group(1).startsWith("Attach")) {
                names.add(thread.group(1));
            }
        }
        return names;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private String policy(SoakEngine first, SoakEngine second, Path profile, int highest) {
        return """
                apiVersion: gpu-governor/v1
                telemetry: {period: %dms}
                safety: {staleAfter: 30s}
                http: {listen: "127.0.0.1:%d"}
                domains:
                  - name: chat
                    engine: {url: "%s", feed: off}
                    gpus: [0, 1, 2, 3]
                    profile: %s
                    slo: {ttft: 600ms, tbt: 100ms}
                  - name: code
                    engine: {url: "%s", feed: off}
                    gpus: [4, 5, 6, 7]
                    profile: %s
                    slo: {ttft: 600ms, tbt: 100ms}
                    clocks: {max: %dMHz}
                """.formatted(PERIOD.toMillis(), port, first.url(), profile, second.url(), profile, highest);
    }

    private static void replace(Path policy, String text) throws IOException {
        Files.move(Files.writeString(policy.resolveSibling("next.yaml"), text), policy, StandardCopyOption.ATOMIC_MOVE);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
