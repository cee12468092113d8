package io.gpugovernor.daemon.reload;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.control.ControlDesk;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.http.Reload;
import java.time.Duration;
import java.util.Optional;

/** A desk that also has the policy file read again. */
public final class ReloadDesk implements ControlDesk {
    private final ControlDesk inner;
    private final Reloader reloader;

    public ReloadDesk(ControlDesk inner, Reloader reloader) {
        this.inner = inner;
        this.reloader = reloader;
    }

    @Override
    public String override(String domain, Optional<Megahertz> clock, Duration time, String reason, String by)
            throws ControlException {
        return inner.override(domain, clock, time, reason, by);
    }

    @Override
    public String clear(Optional<String> domain, String by) throws ControlException {
        return inner.clear(domain, by);
    }

    @Override
    public String overrides() {
        return inner.overrides();
    }

    @Override
    public String reload(String by) throws ControlException {
        Reload.Outcome outcome = reloader.reload("asked by " + by);
        if (outcome instanceof Reload.Outcome.Refused refused) {
            throw new ControlException(
                    "the policy file was refused; the one before stays in force", refused.problems());
        } else if (outcome instanceof Reload.Outcome.Declined declined) {
            throw new ControlException(ControlException.Cause.REFUSED, declined.why());
        }
        return ((Reload.Outcome.Reloaded) outcome).summary();
    }

    @Override
    public String look(String path) throws ControlException {
        return inner.look(path);
    }
}
