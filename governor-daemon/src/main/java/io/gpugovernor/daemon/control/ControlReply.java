package io.gpugovernor.daemon.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command.
 *
 * @param ok whether it was carried out
 * @param text one sentence: what is so now, or why nothing was done
 * @param problems everything that is wrong with a policy file that was refused; absent otherwise
 */
record ControlReply(boolean ok, String text, @Nullable List<String> problems) {
    ControlReply(boolean ok, String text) {
        this(ok, text, null);
    }
}
