package io.gpugovernor.daemon.fetch;

import io.gpugovernor.daemon.tls.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A bearer token that lies in a file, read again whenever the file has changed. Nothing here prints the token. */
public final class BearerToken {
    /** Tokens of a few KiB exist; servers refuse longer headers. */
    private static final int MOST_BYTES = 8 << 10;

    /** RFC 6750's b64token: with anything else in it the request would be another one. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Path file;
    private @Nullable FileStamp stamp;
    private String token = "";

    public BearerToken(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** @throws FetchException if there is no token in the file */
    public synchronized String text() throws FetchException {
        FileStamp now = FileStamp.of(List.of(file));
        if (!now.equals(stamp)) {
            stamp = null; // A file that cannot be read is looked at again the next time.
            token = read(file);
            stamp = now;
        }
        return token;
    }

    private static String read(Path file) throws FetchException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException missing) {
            throw unusable("the token's file " + file + " does not exist: check the path", missing);
        } catch (IOException unreadable) {
            throw unusable("the token's file " + file + " cannot be read: check its owner and mode", unreadable);
        }
        String token = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (bytes.length > MOST_BYTES || !TOKEN.matcher(token).matches()) {
            throw unusable(
                    "the token's file " + file + " holds no token: it must be one line of letters, digits and ._~+/-=",
                    null);
        }
        return token;
    }

    private static FetchException unusable(String clause, @Nullable Throwable cause) {
        return new FetchException(Failure.CREDENTIALS, "was not asked, " + clause, cause);
    }
}
