package io.gpugovernor.daemon.terminal;

/** How text is set off. The sixteen colours only, which every terminal's own scheme keeps readable. */
public enum Colour {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    WARN("33"),
    BAD("1;31"),
    ACCENT("36");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    /** {@code text} in this colour, and the terminal's own after it. */
    String paint(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
