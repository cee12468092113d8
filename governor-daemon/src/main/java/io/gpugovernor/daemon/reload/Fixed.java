package io.gpugovernor.daemon.reload;

import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.PolicyFile;
import java.util.ArrayList;
import java.util.List;

/** What of a policy a running daemon cannot change. */
final class Fixed {
    private Fixed() {}

    /**
     * Everything in {@code next} that takes a restart, a sentence each.
     *
     * @param mode the one in force
     * @param nextMode the one that would be
     */
    static List<String> differences(PolicyFile before, PolicyFile next, Mode mode, Mode nextMode) {
        List<String> found = new ArrayList<>();
        if (mode == Mode.OBSERVE && nextMode == Mode.ENFORCE) {
            found.add(
                    "mode: a daemon that was started to observe holds nothing that could set a clock, and gets no such"
                            + " right while it runs; restart it to enforce");
        }
        compare("http.listen", before.http().listen(), next.http().listen(), found);
        compare("http.webConfig", before.http().webConfig(), next.http().webConfig(), found);
        compare("control", before.control(), next.control(), found);
        compare("nvml.library", before.nvml(), next.nvml(), found);
        compare("learning", before.learning(), next.learning(), found);
        return found;
    }

    private static void compare(String key, Object before, Object next, List<String> found) {
        if (!before.equals(next)) {
            found.add(key + ": cannot change while the daemon runs; restart it, or put the former value back");
        }
    }
}
