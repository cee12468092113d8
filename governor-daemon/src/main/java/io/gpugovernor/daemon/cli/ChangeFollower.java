package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.DecisionsView;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.terminal.Colour;
import io.gpugovernor.daemon.terminal.StyledLine;
import io.gpugovernor.daemon.time.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains changes as they come, and outlives restarts of the daemon. */
final class ChangeFollower {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final DecisionHistory history;
    private final boolean json;
    private final LineOutput out;
    /** When the newest decision was made that each domain is known by, on the daemon's own time line. */
    private final Map<String, Double> seen = new HashMap<>();

    /** The daemon's own time at the last look, in seconds. */
    private double daemonTime;

    private boolean silent;

    ChangeFollower(DecisionHistory history, boolean json, LineOutput out) {
        this.history = history;
        this.json = json;
        this.out = out;
    }

    /** @param told what the reader has seen already */
    void follow(List<DecisionsView> told, Pause pause) {
        told.forEach(view -> seen.put(
                view.domain(),
                view.decisions().isEmpty() ? -1 : view.decisions().get(0).atSeconds()));
        while (pause.take(PERIOD)) {
            for (DecisionsView view : told) {
                look(view.domain(), told.size() > 1);
            }
        }
    }

    private void look(String domain, boolean several) {
        try {
            List<DecisionView> changes = new ArrayList<>(history.changes(domain));
            if (silent) {
                silent = false;
                say(Colour.GOOD, "the daemon answers again");
            }
            if (changes.isEmpty()) {
                return;
            }
            double since = startedAnew(changes.get(0)) ? -1 : seen.getOrDefault(domain, -1.0);
            seen.put(domain, Math.max(since, changes.get(0).atSeconds()));
            changes.removeIf(change -> change.atSeconds() <= since);
            Collections.reverse(changes);
            changes.forEach(change -> tell(change, several));
        } catch (DaemonException e) {
            if (!silent) {
                silent = true;
                say(Colour.BAD, OneLine.of(e) + "; asking again");
            }
        }
    }

    /** A daemon that started anew counts its time from the beginning. */
    private boolean startedAnew(DecisionView newest) {
        double now = newest.atSeconds() + newest.ageSeconds();
        boolean anew = now < daemonTime;
        daemonTime = now;
        if (anew) {
            seen.clear();
        }
        return anew;
    }

    private void tell(DecisionView change, boolean several) {
        if (json) {
            out.text(Json.write(change));
            return;
        }
        Instant at = SystemTime.calendar().minusMillis((long) (1000 * change.ageSeconds()));
        String when = CLOCK.format(at.atZone(ZoneId.systemDefault()));
        new Explanation(change, Optional.empty())
                .lines(several ? when + " " + change.domain() : when)
                .forEach(out::line);
    }

    private void say(Colour colour, String what) {
        if (!json) {
            out.line(StyledLine.of(colour, "! " + what));
        }
    }
}
