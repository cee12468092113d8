package io.gpugovernor.daemon.control;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command as it crosses the socket, in JSON; what a command does not need is absent.
 *
 * @param command {@code override}, {@code clear}, {@code list}, {@code reload} or {@code look}
 * @param domain the domain; a clear without one means all
 * @param clockMHz the clock; absent for the highest
 * @param seconds how long
 * @param reason why, in the operator's words
 * @param path what to look at: a path of the HTTP endpoint, with its query
 */
public record ControlRequest(
        @Nullable String command,
        @Nullable String domain,
        @Nullable Integer clockMHz,
        @Nullable Double seconds,
        @Nullable String reason,
        @Nullable String path) {
    /** Long enough for a night and a morning; whoever needs longer wants another policy file. */
    public static final Duration LONGEST = Duration.ofHours(24);

    public static final Duration SHORTEST = Duration.ofSeconds(1);
    public static final int LONGEST_REASON = 200;

    private static final int LONGEST_PATH = 1024;
    private static final String LOOK = "look";
    private static final String OVERRIDE = "override";
    private static final String CLEAR = "clear";
    private static final String LIST = "list";
    private static final String RELOAD = "reload";
    /** A reload waits for loops to end, and for real GPUs to be looked at. */
    private static final Duration RELOADING = Duration.ofMinutes(1);
    /** Longer than a daemon spends on whoever came before. */
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    /** A command without a path. */
    public ControlRequest(
            @Nullable String command,
            @Nullable String domain,
            @Nullable Integer clockMHz,
            @Nullable Double seconds,
            @Nullable String reason) {
        this(command, domain, clockMHz, seconds, reason, null);
    }

    /** What a GET of {@code path} answers, for those whom the endpoint would ask for a password. */
    public static ControlRequest look(String path) {
        return new ControlRequest(LOOK, null, null, null, null, path);
    }

    public static ControlRequest override(String domain, Optional<Megahertz> clock, Duration time, String reason) {
        return new ControlRequest(
                OVERRIDE, domain, clock.map(Megahertz::value).orElse(null), Durations.seconds(time), reason);
    }

    public static ControlRequest clear(Optional<String> domain) {
        return new ControlRequest(CLEAR, domain.orElse(null), null, null, null);
    }

    /** Asks which overrides are in force. */
    public static ControlRequest list() {
        return new ControlRequest(LIST, null, null, null, null);
    }

    public static ControlRequest reload() {
        return new ControlRequest(RELOAD, null, null, null, null);
    }

    /** How long the answer may take. */
    Duration patience() {
        return RELOAD.equals(command) ? RELOADING : ANSWERING;
    }

    /**
     * Has {@code desk} carry this out.
     *
     * @throws ControlException if this is no command, or it is refused
     */
    String carriedOutBy(ControlDesk desk, String by) throws ControlException {
        if (CLEAR.equals(command)) {
            return desk.clear(Optional.ofNullable(domain), by);
        }
        if (LIST.equals(command)) {
            return desk.overrides();
        }
        if (RELOAD.equals(command)) {
            return desk.reload(by);
        }
        if (LOOK.equals(command)) {
            if (path == null || path.length() > LONGEST_PATH) {
                throw refused("a look names a path of at most " + LONGEST_PATH + " characters");
            }
            return desk.look(path);
        }
        if (!OVERRIDE.equals(command)) {
            throw refused("the command must be look, list, reload, override or clear");
        }
        if (domain == null) {
            throw refused("an override names its domain");
        }
        return desk.override(domain, clock(clockMHz), time(seconds), words(reason), by);
    }

    private static Optional<Megahertz> clock(@Nullable Integer clock) throws ControlException {
        try {
            return Optional.ofNullable(clock).map(Megahertz::new);
        } catch (IllegalArgumentException outside) {
            throw refused(String.valueOf(outside.getMessage()));
        }
    }

    private static Duration time(@Nullable Double seconds) throws ControlException {
        boolean sensible =
                seconds != null && seconds >= Durations.seconds(SHORTEST) && seconds <= Durations.seconds(LONGEST);
        if (!sensible || seconds == null) {
            throw refused("an override lasts from " + SHORTEST.toSeconds() + " s to " + LONGEST.toHours() + " h");
        }
        return Durations.ofSeconds(seconds);
    }

    private static String words(@Nullable String reason) throws ControlException {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw refused("an override has a reason of at most " + LONGEST_REASON
                    + " characters, for those who find it later");
        }
        return reason.strip().replaceAll("\\p{Cntrl}", "?");
    }

    private static ControlException refused(String why) {
        return new ControlException(ControlException.Cause.REFUSED, why);
    }
}
