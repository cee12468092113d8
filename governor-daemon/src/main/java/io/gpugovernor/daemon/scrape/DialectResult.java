package io.gpugovernor.daemon.scrape;

import java.util.List;

/** What became of reading a dialect file. */
public sealed interface DialectResult {
    /** It can be used. */
    record Loaded(Dialect dialect) implements DialectResult {}

    /**
     * It cannot.
     *
     * @param problems all that is wrong, by position; at least one
     */
    record Rejected(List<DialectProblem> problems) implements DialectResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
