package io.gpugovernor.daemon.cli;

/** Text from elsewhere, safe for a terminal. */
final class Printable {
    private Printable() {}

    /** Control characters, which could move the cursor or recolour the screen, become question marks. */
    static String text(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
