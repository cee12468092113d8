package io.gpugovernor.daemon.scrape;

/** Which engine a metrics page comes from, judged by its families. */
public sealed interface Detection {
    /** Exactly one known engine shows what the governor needs. */
    record Found(Dialect dialect) implements Detection {}

    /**
     * None does, or several.
     *
     * @param reason with the remedy, one clause that follows the page's address
     */
    record Unclear(String reason) implements Detection {}
}
