package io.gpugovernor.daemon.web;

import io.gpugovernor.daemon.config.WebConfig;
import io.gpugovernor.daemon.config.WebConfigLoader;
import io.gpugovernor.daemon.config.WebConfigResult;
import io.gpugovernor.daemon.tls.FileStamp;
import io.gpugovernor.daemon.tls.TlsFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web configuration that is followed when it, or a certificate or key that it names, changes; certificates are renewed
 * in place. A change counts when two looks in a row find the same. What cannot be used is told once, and the last good
 * one stays: a mistake neither locks everybody out nor lets everybody in.
 */
final class WebFile implements AutoCloseable {
    /** Makes protection of what was read. */
    @FunctionalInterface
    interface Making {
        Protection of(WebConfig config) throws TlsFileException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WebFile.class);

    /** A file that is refused may come to name others, whose changes are not seen; it is tried again after so many looks. */
    private static final int LOOKS_BETWEEN_TRIES = 10;

    private final Path file;
    private final Making making;
    private final Duration period;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Protection current;
    private volatile List<String> problems = List.of();
    private FileStamp seen;
    private FileStamp tried;
    private int sinceTry;

    private WebFile(Path file, Protection first, Making making, Duration period) {
        this.file = file;
        this.current = first;
        this.making = making;
        this.period = period;
        this.seen = stamp();
        this.tried = seen;
    }

    static WebFile watch(Path file, Protection first, Making making, Duration period) {
        WebFile watched = new WebFile(file, first, making, period);
        Thread thread = new Thread(watched::run, "web-config");
        thread.setDaemon(true);
        thread.start();
        return watched;
    }

    Protection current() {
        return current;
    }

    List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    look();
                } catch (RuntimeException | Error failed) {
                    LOG.error("the web configuration could not be watched; it is looked at again", failed);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        FileStamp now = stamp();
        boolean stands = now.equals(seen);
        seen = now;
        sinceTry++;
        boolean again = !problems.isEmpty() && sinceTry >= LOOKS_BETWEEN_TRIES;
        if (stands && (!now.equals(tried) || again)) {
            tried = now;
            sinceTry = 0;
            follow(); // if it names other files now, their state is new too, and it is followed once more
        }
    }

    private void follow() {
        WebConfigResult result = WebConfigLoader.load(file);
        if (result instanceof WebConfigResult.Rejected rejected) {
            refuse(rejected.problems().list().stream()
                    .map(problem -> problem.describe(file.toString()))
                    .toList());
            return;
        }
        WebConfig next = ((WebConfigResult.Loaded) result).config();
        Optional<String> unfit = unfit(current.config(), next);
        if (unfit.isPresent()) {
            refuse(List.of(file + ": " + unfit.get()));
            return;
        }
        try {
            current = making.of(next);
            problems = List.of();
            LOG.info(
                    "web_config=followed file={}{}",
                    file,
                    current.expiry().map(end -> " certificate_until=" + end).orElse(""));
        } catch (TlsFileException changing) {
            refuse(List.of(changing.getMessage() + " (" + changing.remedy() + ")"));
        }
    }

    /** What a running daemon does not do: its port speaks what it spoke, and a door that was closed stays closed. */
    private static Optional<String> unfit(WebConfig before, WebConfig next) {
        if (before.tls().isPresent() != next.tls().isPresent()) {
            return Optional.of("tls_server_config can be neither added nor removed while the daemon runs;"
                    + " restart it, or put it back");
        }
        return before.asksWho() && !next.asksWho()
                ? Optional.of("it asks nobody any more who they are, and a running daemon does not open itself to all;"
                        + " restart it, or put the users back")
                : Optional.empty();
    }

    private void refuse(List<String> found) {
        if (!found.equals(problems)) {
            LOG.error("web_config=refused problems={}; the one before stays in force", found.size());
            found.forEach(problem -> LOG.error("{}", problem));
        }
        problems = found;
    }

    private FileStamp stamp() {
        List<Path> files = new ArrayList<>(List.of(file));
        files.addAll(current.config().files());
        return FileStamp.of(files);
    }
}
