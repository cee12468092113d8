package io.gpugovernor.daemon.reload;

import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.config.Problem;
import io.gpugovernor.daemon.http.Caller;
import io.gpugovernor.daemon.http.Reload;
import io.gpugovernor.daemon.node.Daemon;
import io.gpugovernor.daemon.node.RefusedException;
import io.gpugovernor.daemon.node.Roster;
import io.gpugovernor.daemon.node.Turnover;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the policy file again and has the daemon follow it, or, if anything in it is wrong, leaves everything as it is
 * and says so. Whoever asks, one reload at a time.
 */
public final class Reloader implements Reload {
    /** Nobody reads more, and whoever wants to has check-config. */
    private static final int MOST_PROBLEMS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Path file;
    private final Optional<Mode> ordered;
    private final Roster roster;
    private final Daemon daemon;
    private final InstantSource calendar;
    private volatile PolicyStamp lastTried;

    /**
     * @param ordered the mode that the command line orders, whatever the file says
     * @param roster the domains of the policy in force, which {@code daemon} governs
     * @param stamp of the file when that policy was read
     */
    public Reloader(
            Path file,
            Optional<Mode> ordered,
            Roster roster,
            Daemon daemon,
            PolicyStamp stamp,
            InstantSource calendar) {
        this.file = file;
        this.ordered = ordered;
        this.roster = roster;
        this.daemon = daemon;
        this.lastTried = stamp;
        this.calendar = calendar;
        daemon.policyLoaded(calendar.instant(), stamp.digest());
    }

    /** The state of the file when it was last read, followed or not. */
    public PolicyStamp lastTried() {
        return lastTried;
    }

    @Override
    public Outcome reload() {
        return reload("POST /-/reload");
    }

    @Override
    public Outcome reload(Caller caller) {
        return reload("POST /-/reload"
                + caller.name()
                        .map(who -> " by " + who.replaceAll("\\p{Cntrl}|\"", "?"))
                        .orElse(""));
    }

    /** @param why who or what asked, for the log */
    public synchronized Outcome reload(String why) {
        lastTried = PolicyStamp.of(file);
        try {
            Outcome outcome = attempt(why);
            if (outcome instanceof Outcome.Refused refused) {
                refuse(refused.problems(), why);
            }
            return outcome;
        } catch (IllegalStateException stopping) {
            return new Outcome.Declined(503, String.valueOf(stopping.getMessage()));
        } catch (RuntimeException unforeseen) {
            LOG.error("reload=failed why=\"{}\"", why, unforeseen);
            List<String> problem = List.of("reading it failed in an unforeseen way (" + unforeseen
                    + "); report this as a defect of gpu-governor");
            refuse(problem, why);
            return new Outcome.Refused(problem);
        }
    }

    private Outcome attempt(String why) {
        PolicyResult result = PolicyLoader.loadAgain(file);
        if (result instanceof PolicyResult.Rejected rejected) {
            return refused(rejected.problems().list().stream()
                    .map(problem -> problem.describe(file.toString()))
                    .toList());
        }
        PolicyResult.Loaded loaded = (PolicyResult.Loaded) result;
        PolicyFile next = loaded.policy();
        Mode mode = ordered.orElse(next.mode());
        List<String> fixed = Fixed.differences(roster.policy(), next, roster.mode(), mode);
        if (!fixed.isEmpty()) {
            return refused(fixed.stream().map(each -> file + ": " + each).toList());
        }
        try {
            Turnover turnover = roster.follow(next, mode, daemon);
            for (Problem warning : loaded.warnings()) {
                LOG.warn("{}", warning.describeWarning(file.toString()));
            }
            daemon.policyLoaded(calendar.instant(), lastTried.digest());
            LOG.info("reload=done why=\"{}\" {}", why, turnover.summary());
            return new Outcome.Reloaded(file + " is in force; " + turnover.summary());
        } catch (RefusedException unfit) {
            return refused(
                    unfit.problems().stream().map(each -> file + ": " + each).toList());
        }
    }

    private static Outcome refused(List<String> problems) {
        return new Outcome.Refused(problems.stream().limit(MOST_PROBLEMS).toList());
    }

    private void refuse(List<String> problems, String why) {
        daemon.policyRefused(problems);
        LOG.error("reload=refused why=\"{}\" problems={}; the policy before stays in force", why, problems.size());
        problems.forEach(problem -> LOG.error("{}", problem));
    }
}
