package io.gpugovernor.daemon.config;

import java.util.List;

/** What came of reading a web configuration. */
public sealed interface WebConfigResult {
    /**
     * The file is valid.
     *
     * @param warnings what is allowed but seldom meant, sorted by position
     */
    record Loaded(WebConfig config, List<Problem> warnings) implements WebConfigResult {
        public Loaded {
            warnings = warnings.stream().sorted(Problem.BY_POSITION).toList();
        }
    }

    /** The file is not valid, for all of these reasons. */
    record Rejected(Problems problems) implements WebConfigResult {}
}
