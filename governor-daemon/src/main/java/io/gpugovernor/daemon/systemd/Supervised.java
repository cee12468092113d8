package io.gpugovernor.daemon.systemd;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The daemon as its service manager sees it. Everything that it says follows from a verified tick: one that read back
 * the last setpoint, and ended in a decision. A tick that failed ends in a release, and says nothing.
 *
 * <p>READY=1: every domain had a verified tick, whatever it decided. A domain that waits for its engine counts, since
 * the engine may start after the governor; so does one whose GPU refuses, since a restart mends no GPU and would take
 * the other domains' governor away. STATUS says which, and {@code /-/ready} does not count them.
 *
 * <p>WATCHDOG=1: with a verified tick, if every domain's last one is younger than the deadline. There is no timer: a
 * loop that hangs falls silent, and the manager ends the process and releases its clocks.
 */
public final class Supervised {
    /** More is of no use to a person who asks the manager; {@code gpu-governor status --watch} shows every tick. */
    private static final Duration STATUS_PACE = Duration.ofSeconds(5);

    private final SdNotify manager;
    private final Optional<Duration> watchdogPace;
    private String mode;
    private Collection<String> domains;
    private Duration deadline;
    private final TimeSource time;
    /** The last decision of each domain that has ticked, in the order of the first ticks. */
    private final Map<String, Decision> latest = new LinkedHashMap<>();

    private final Map<String, Moment> ticked = new LinkedHashMap<>();
    private boolean ready;
    private boolean stopping;
    private String status = "";
    private Optional<Moment> lastStatus = Optional.empty();
    private Optional<Moment> lastSign = Optional.empty();

    /**
     * @param mode how the daemon runs, for people
     * @param domains whose ticks are waited for; with none, READY=1 is said at once
     * @param deadline longest time between two ticks of a loop that is alive
     */
    public Supervised(Supervisor supervisor, String mode, List<String> domains, Duration deadline, TimeSource time) {
        this.manager = SdNotify.in(supervisor.environment());
        this.watchdogPace = Watchdog.pace(supervisor.environment(), supervisor.pid());
        this.mode = mode;
        this.domains = List.copyOf(domains);
        this.deadline = deadline;
        this.time = time;
    }

    /** From now on these domains and no others are governed, in this mode; the parameters are those of the constructor. */
    public synchronized void governs(String mode, List<String> domains, Duration deadline) {
        this.mode = mode;
        this.domains = List.copyOf(domains);
        this.deadline = deadline;
        latest.keySet().retainAll(this.domains);
        ticked.keySet().retainAll(this.domains);
    }

    /** A tick ended so. Called by every loop's thread; takes microseconds. */
    public synchronized void ticked(Decision decision) {
        if (!manager.isHeard()
                || stopping
                || decision.reason() == Reason.SHUTDOWN
                || !domains.contains(decision.domain())) {
            return;
        }
        Moment now = time.now();
        latest.put(decision.domain(), decision);
        ticked.put(decision.domain(), now);
        if (!ticked.keySet().containsAll(domains)) {
            return;
        }
        if (!ready) {
            // Said again at the next tick if it did not get through.
            ready = manager.say("READY=1");
        }
        sign(now);
        tell(now);
    }

    /** The daemon ends, and begins to release. */
    public synchronized void stopping() {
        if (!stopping) {
            stopping = true;
            manager.say("STOPPING=1", "STATUS=" + mode + ": stopping, clocks are being released");
        }
    }

    private void sign(Moment now) {
        if (watchdogPace.isPresent() && due(lastSign, watchdogPace.get(), now) && everyLoopIsAlive(now)) {
            lastSign = manager.say("WATCHDOG=1") ? Optional.of(now) : lastSign;
        }
    }

    private boolean everyLoopIsAlive(Moment now) {
        return ticked.values().stream().allMatch(moment -> now.since(moment).compareTo(deadline) <= 0);
    }

    private void tell(Moment now) {
        if (!due(lastStatus, STATUS_PACE, now)) {
            return;
        }
        String line = StatusLine.of(mode, latest.values());
        if (line.equals(status) || manager.say("STATUS=" + line)) {
            status = line;
            lastStatus = Optional.of(now);
        }
    }

    private static boolean due(Optional<Moment> last, Duration pace, Moment now) {
        return last.isEmpty() || now.since(last.get()).compareTo(pace) >= 0;
    }
}
