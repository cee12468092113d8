package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.daemon.config.Mode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether this process may set clocks, told before it sets any. The rule that {@link Privilege} reads is that of NVIDIA's
 * kernel module, so it decides only where that module is loaded and is the one that NVML speaks to; anywhere else the
 * driver's first answer does.
 */
public final class Preflight {
    private Preflight() {}

    /** What would have to be changed for the driver to take a lock that it has just refused. */
    public static String remedy() {
        return PermissionFindings.REMEDY;
    }

    /**
     * One line with the remedy if the kernel module is certain to refuse; empty if it is not.
     *
     * @param module what the loaded kernel module says of itself; empty if none does
     * @param driver the version of the one that NVML speaks to
     */
    static Optional<String> refusal(Privilege privilege, String module, Reading<String> driver) {
        boolean applies = driver instanceof Reading.Present<String> version
                && !version.value().isBlank()
                && (" " + module + " ").matches("(?s).*\\s" + Pattern.quote(version.value()) + "\\s.*");
        Finding permission = PermissionFindings.of(privilege, Optional.of(Mode.ENFORCE));
        return applies && permission.status() == Status.PROBLEM
                ? Optional.of(permission.sentence() + "; " + permission.remedy().orElse(""))
                : Optional.empty();
    }
}
