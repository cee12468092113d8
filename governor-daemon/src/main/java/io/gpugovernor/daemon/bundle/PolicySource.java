package io.gpugovernor.daemon.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A policy file as it lies there, be it valid or not, and the tokens in the files that it names. */
public final class PolicySource {
    /** As much as a policy file may have. */
    private static final int LARGEST = 1 << 20;

    /** Tokens are a line; what is larger holds none. */
    private static final int LARGEST_TOKEN = 16 << 10;

    private static final Pattern TOKEN_FILE = Pattern.compile("(?i)tokenFile[\"']?\\s*:\\s*[\"']?([^\\s\"',}]+)");

    private PolicySource() {}

    /** The first MiB of {@code file}; bytes that are no UTF-8 become question marks. */
    public static String read(Path file) throws IOException {
        return read(file, LARGEST);
    }

    /** What the token files hold that {@code policy} names. Those that cannot be read cannot be in the report either. */
    public static List<String> tokens(String policy, Path folder) {
        return TOKEN_FILE
                .matcher(policy)
                .results()
                .flatMap(named -> token(folder, named.group(1)).stream())
                .toList();
    }

    private static Optional<String> token(Path folder, String file) {
        try {
            return Optional.of(read(folder.resolve(file), LARGEST_TOKEN));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    private static String read(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.exists(file) ? file + " is no file" : file + " does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8).replace('\uFFFD', '?');
        }
    }
}
