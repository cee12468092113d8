package io.gpugovernor.daemon.scrape;

/** A metrics page that cannot be read, with the line at fault. */
final class ExpositionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * @param line line at fault, the first one being 1
     * @param problem what is wrong there, one clause
     */
    ExpositionException(int line, String problem) {
        super("line " + line + ": " + problem);
        this.line = line;
    }

    int line() {
        return line;
    }
}
