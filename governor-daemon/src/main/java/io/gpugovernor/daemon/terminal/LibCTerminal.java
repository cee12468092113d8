package io.gpugovernor.daemon.terminal;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;

/** The calls of the C library that tell a terminal from a file, and its size. For Linux. */
interface LibCTerminal extends Library {
    int STDOUT = 1;

    NativeLong TIOCGWINSZ = new NativeLong(0x5413);

    int isatty(int descriptor);

    /** Fills {@code window} with rows and columns; 0 if it could. */
    int ioctl(int descriptor, NativeLong request, short[] window);
}
