package io.gpugovernor.daemon.discover;

/** Who serves an engine's address. */
sealed interface Location {
    /**
     * One process, which may have started others.
     *
     * @param server the process
     * @param evidence how that is known, one clause
     */
    record Served(ProcessFacts server, String evidence) implements Location {}

    /** Nobody can be named with certainty. */
    record Unknown(Refusal why) implements Location {}

    static Location unknown(String reason, String remedy) {
        return new Unknown(new Refusal(reason, remedy));
    }
}
