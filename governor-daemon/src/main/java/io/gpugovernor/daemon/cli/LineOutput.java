package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.terminal.StyledLine;
import java.io.PrintWriter;

/**
 * Lines one after the other, in colours where the reader sees them.
 *
 * @param coloured whether escape sequences are welcome
 */
record LineOutput(PrintWriter out, boolean coloured) {
    void line(StyledLine line) {
        out.println(line.render(line.length(), coloured));
        out.flush();
    }

    void text(String text) {
        out.println(text);
        out.flush();
    }
}
