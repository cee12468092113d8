package io.gpugovernor.daemon.http;

import java.util.List;

/** Reads the policy file again, whoever asks; one call at a time. */
@FunctionalInterface
public interface Reload {
    Outcome reload();

    /** As {@link #reload()}, asked over HTTP by {@code caller}. */
    default Outcome reload(Caller caller) {
        return reload();
    }

    /** How it ended. */
    sealed interface Outcome {
        /** @param summary what is in force now, in one sentence */
        record Reloaded(String summary) implements Outcome {}

        /**
         * Not even tried.
         *
         * @param status the HTTP status for it
         * @param why one sentence with the remedy
         */
        record Declined(int status, String why) implements Outcome {}

        /** @param problems everything that is wrong with the file; the policy before it stays in force */
        record Refused(List<String> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }
}
