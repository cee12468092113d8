package io.gpugovernor.daemon.http;

import java.util.List;

/** Reads the policy file again. Runs on a thread of the server, one call at a time. */
@FunctionalInterface
public interface Reload {
    Outcome reload();

    /** How it ended. */
    sealed interface Outcome {
        /** @param summary what is in force now, in one sentence */
        record Reloaded(String summary) implements Outcome {}

        /** @param problems everything that is wrong with the file; the policy before it stays in force */
        record Refused(List<String> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }
}
