package io.gpugovernor.daemon.systemd;

import io.gpugovernor.core.model.Decision;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line on all domains, as {@code systemctl status} shows it. */
final class StatusLine {
    /** What still fits a terminal's two lines. */
    private static final int LONGEST = 160;

    private StatusLine() {}

    /** @param mode how the daemon runs, the line's first word */
    static String of(String mode, Collection<Decision> latest) {
        String all = latest.stream().map(StatusLine::clause).collect(Collectors.joining(", "));
        String line = (mode + ": " + all).replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static String clause(Decision decision) {
        String state = decision.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return decision.domain() + " " + state
                + decision.setpoint()
                        .map(clock -> " at " + clock.value() + " MHz")
                        .orElseGet(() -> " (" + decision.reason().explanation() + ")");
    }
}
