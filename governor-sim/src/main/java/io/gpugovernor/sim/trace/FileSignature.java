package io.gpugovernor.sim.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of files that people pass by mistake, told by their first bytes. */
enum FileSignature {
    GZIP("is compressed with gzip", "decompress it first: gunzip FILE", "\u001f\u008b"),
    ZSTANDARD("is compressed with zstd", "decompress it first: zstd -d FILE", "(\u00b5/\u00fd"),
    XZ("is compressed with xz", "decompress it first: unxz FILE", "\u00fd7zX"),
    ZIP("is a zip archive or spreadsheet", "unpack it, or save the sheet as CSV", "PK\u0003\u0004"),
    PARQUET("is a Parquet table", "convert it to CSV first", "PAR1"),
    UTF_16_LITTLE("is UTF-16 text", "save it as UTF-8", "\u00ff\u00fe"),
    UTF_16_BIG("is UTF-16 text", "save it as UTF-8", "\u00fe\u00ff");

    /** Bytes that suffice to tell them all. */
    static final int LENGTH = 4;

    private final String problem;
    private final String remedy;
    private final String start;

    /** {@code start} holds one byte a character. */
    FileSignature(String problem, String remedy, String start) {
        this.problem = problem;
        this.remedy = remedy;
        this.start = start;
    }

    /** The kind whose signature {@code head} begins with. */
    static Optional<FileSignature> of(byte[] head) {
        String bytes = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> bytes.startsWith(kind.start))
                .findFirst();
    }

    TraceFormatException refuse(TraceFile file) {
        return file.error(problem, remedy);
    }
}
