package io.gpugovernor.daemon.fetch;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One fetch in progress. Whoever waits for it can give it up: what it reads from is closed, so no read can outlast it. */
final class Attempt {
    private @Nullable Closeable connection;
    private boolean abandoned;

    /** Names what to close when the attempt is given up; closes it at once if it already was. */
    void uses(Closeable opened) throws IOException {
        boolean late;
        synchronized (this) {
            connection = opened;
            late = abandoned;
        }
        if (late) {
            opened.close();
            throw new IOException("given up");
        }
    }

    void abandon() {
        Closeable open;
        synchronized (this) {
            abandoned = true;
            open = connection;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyBroken) {
                // It is of no more use either way.
                return;
            }
        }
    }
}
