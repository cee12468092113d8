package io.gpugovernor.daemon.terminal;

/**
 * What fits on a terminal.
 *
 * @param columns characters in a line, at least 1
 * @param rows lines, at least 1
 */
public record TerminalSize(int columns, int rows) {
    /** What a terminal that does not know its size is taken for. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    public TerminalSize {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("a terminal has a size, not " + columns + " by " + rows);
        }
    }
}
