package io.gpugovernor.sim.trace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads traces from text in memory, as if from a file called {@code t}. */
final class TraceText {
    static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

    private TraceText() {}

    static Trace read(String text) throws TraceFormatException {
        return read(text.getBytes(StandardCharsets.UTF_8), TraceLimits.STANDARD);
    }

    static Trace read(byte[] bytes, TraceLimits limits) throws TraceFormatException {
        try {
            return TraceReader.read(new TraceFile(Path.of("t")), new ByteArrayInputStream(bytes), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
