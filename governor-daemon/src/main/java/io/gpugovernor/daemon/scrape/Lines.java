package io.gpugovernor.daemon.scrape;

/** Finds the lines of a page, and the words of a line. */
final class Lines {
    private Lines() {}

    /** Where the line that holds {@code from} ends: at its line feed, or at {@code length}. */
    static int end(byte[] page, int from, int length) {
        int at = from;
        while (at < length && page[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Where the word that begins at {@code from} ends: at a blank, or at {@code to}. */
    static int endOfWord(byte[] page, int from, int to) {
        int at = from;
        while (at < to && !Characters.isBlank(page[at])) {
            at++;
        }
        return at;
    }

    /** Where the blanks that begin at {@code from} end: at another character, or at {@code to}. */
    static int skipBlanks(byte[] page, int from, int to) {
        int at = from;
        while (at < to && Characters.isBlank(page[at])) {
            at++;
        }
        return at;
    }
}
