package io.gpugovernor.nvml;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;

/** Texts that NVML writes into a buffer of the caller's. */
final class Text {
    /** The longest text that NVML documents (a device's name) has 96 bytes; the rest is room for newer drivers. */
    private static final int ROOM = 256;

    private Text() {}

    @FunctionalInterface
    interface Call {
        int fill(byte[] text, int length);
    }

    static String ask(String what, Call call) throws NvmlException {
        byte[] text = new byte[ROOM];
        NvmlSession.check(what, call.fill(text, text.length));
        return Native.toString(text, StandardCharsets.US_ASCII);
    }
}
