package io.gpugovernor.daemon.terminal;

import com.sun.jna.Native;
import java.util.Map;
import java.util.Optional;

/** Where standard output goes. */
@FunctionalInterface
public interface Terminal {
    /** The present size; empty where output goes to a file, a pipe, or a terminal that cannot move its cursor. */
    Optional<TerminalSize> size();

    /** Output that is no terminal. */
    static Terminal none() {
        return Optional::empty;
    }

    /** The terminal of this process, asked anew at each call, since people resize windows. */
    static Terminal ofThisProcess(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        if (kind.isEmpty() || kind.equals("dumb")) {
            return none();
        }
        try {
            LibCTerminal library = Native.load("c", LibCTerminal.class);
            return () -> library.isatty(LibCTerminal.STDOUT) == 1 ? Optional.of(size(library)) : Optional.empty();
        } catch (UnsatisfiedLinkError unknown) {
            return none();
        }
    }

    private static TerminalSize size(LibCTerminal library) {
        short[] window = new short[4]; // rows, columns, and two that nobody fills
        boolean known = library.ioctl(LibCTerminal.STDOUT, LibCTerminal.TIOCGWINSZ, window) == 0;
        int rows = Short.toUnsignedInt(window[0]);
        int columns = Short.toUnsignedInt(window[1]);
        return known && rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : TerminalSize.USUAL;
    }
}
