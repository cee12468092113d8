package io.gpugovernor.daemon.control;

import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;

/** Carries commands out. Every method answers with a sentence for the operator. */
public interface ControlDesk {
    /**
     * Holds a domain at a clock for a time.
     *
     * @param clock empty for the highest that the domain may have
     * @param reason the operator's words, neither blank nor with control characters
     * @param by who asks
     * @throws ControlException if there is no such domain, or it may not have that clock
     */
    String override(String domain, Optional<Megahertz> clock, Duration time, String reason, String by)
            throws ControlException;

    /**
     * Ends the override of {@code domain}, or all of them.
     *
     * @throws ControlException if there is no such domain
     */
    String clear(Optional<String> domain, String by) throws ControlException;

    /** The overrides in force, a clause each, separated by semicolons. */
    default String overrides() {
        return "there is no override";
    }

    /**
     * Reads the policy file again and follows it.
     *
     * @throws ControlException if there is none, or it is refused; then the policy before it stays in force
     */
    default String reload(String by) throws ControlException {
        throw new ControlException(
                ControlException.Cause.REFUSED,
                "this daemon runs without a policy file, so there is nothing to reload");
    }

    /**
     * What the HTTP endpoint answers to a GET of {@code path}.
     *
     * @throws ControlException if that is not a success; the message says why
     */
    default String look(String path) throws ControlException {
        throw new ControlException(ControlException.Cause.REFUSED, "this daemon shows nothing here");
    }
}
