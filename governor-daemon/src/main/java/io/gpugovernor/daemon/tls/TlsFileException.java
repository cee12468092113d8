package io.gpugovernor.daemon.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of certificates or keys that cannot be used. Neither message nor cause quotes what is in it. */
public final class TlsFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String problem;
    private final String remedy;

    TlsFileException(Path file, String problem, String remedy, @Nullable Throwable cause) {
        super(file + " " + problem, cause);
        this.file = file;
        this.problem = problem;
        this.remedy = remedy;
    }

    public Path file() {
        return file;
    }

    /** One clause that follows the file's name. */
    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
