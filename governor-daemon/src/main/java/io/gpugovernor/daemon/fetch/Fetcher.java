package io.gpugovernor.daemon.fetch;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.tls.TlsFileException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches pages from one engine over one kept connection. It asks one thing at a time, and a deadline holds whatever the
 * engine, the name service or the network does: a thread of its own connects, and reads from what has no deadline of its
 * own. For one caller at a time.
 *
 * <p>A client of a hundred lines rather than Java's: that one has no Unix sockets, and takes the name to expect of a
 * certificate from the URL alone.
 */
public final class Fetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final int OK = 200;

    /** A connection costs the engine more than a page, so one is kept; its thread may rest when nobody asks. */
    private static final Duration THREAD_RESTS = Duration.ofMinutes(1);

    private final Dialer dialer;
    private final String host;
    private final Optional<BearerToken> token;
    private final int bodyLimit;
    private final TimeSource time;
    private final ThreadPoolExecutor reader;
    private final AtomicReference<@Nullable Line> kept = new AtomicReference<>();

    /**
     * @param address where the engine listens
     * @param token what to show it; empty for nothing
     * @param bodyLimit largest page, bytes, packed or unpacked
     * @param time measures how long answers take
     */
    public Fetcher(Address address, Optional<BearerToken> token, int bodyLimit, TimeSource time) {
        this.dialer = new Dialer(address);
        this.host = address.authority();
        this.token = token;
        this.bodyLimit = bodyLimit;
        this.time = time;
        this.reader = new ThreadPoolExecutor(
                1, 1, THREAD_RESTS.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(1), task -> {
                    Thread thread = new Thread(task, "scrape-" + host);
                    thread.setDaemon(true);
                    return thread;
                });
        reader.allowCoreThreadTimeOut(true);
    }

    /**
     * @param target path and query
     * @param time longest that it may take, connecting included; a connection may take half of it
     * @throws FetchException if there is no page, saying why and what to do
     */
    public Fetched fetch(String target, Duration time) throws FetchException {
        Deadline deadline = Deadline.in(time);
        try {
            Optional<Fetched> page = fetchHere(target, deadline);
            return page.isPresent() ? page.get() : fetchOnItsThread(target, deadline);
        } catch (TimeoutException | SocketTimeoutException | RejectedExecutionException late) {
            throw reader.isShutdown() ? stopping(late) : new FetchException(Failure.TIMEOUT, lateness(time), late);
        } catch (IOException broken) {
            throw Explanation.of(broken, bodyLimit);
        }
    }

    /**
     * Asks on the caller's thread, which costs half as much, over a kept connection whose reads end by themselves. A
     * request of some hundred bytes does not wait to be sent: the one before it was answered, so the line is empty.
     * Empty if the connection is another or was closed meanwhile, or if there is a token, whose file may not answer.
     */
    private Optional<Fetched> fetchHere(String target, Deadline deadline) throws IOException, FetchException {
        if (reader.isShutdown() || token.isPresent()) {
            return Optional.empty();
        }
        Line line = kept.get();
        if (line == null || !line.endBy(deadline) || !kept.compareAndSet(line, null)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ask(line, target, Optional.empty(), new Attempt()));
        } catch (UnansweredException closedMeanwhile) {
            return Optional.empty();
        }
    }

    private Fetched fetchOnItsThread(String target, Deadline deadline) throws TimeoutException, FetchException {
        Attempt attempt = new Attempt();
        Duration left = deadline.left();
        FutureTask<Fetched> task = new FutureTask<>(() -> fetch(target, attempt, Durations.percent(left, 50)));
        try {
            reader.execute(task);
            return task.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping(e);
        } catch (ExecutionException e) {
            throw Explanation.of(Optional.ofNullable(e.getCause()).orElse(e), bodyLimit);
        } finally {
            if (!task.isDone()) {
                attempt.abandon();
                task.cancel(true);
                reader.remove(task);
            }
        }
    }

    /** Ends the connection that is kept, without waiting for it. Nothing is fetched afterwards; twice is as once. */
    @Override
    public void close() {
        try {
            reader.execute(this::forget);
        } catch (RejectedExecutionException closedAlready) {
            LOG.trace("closing a fetcher again", closedAlready);
        }
        reader.shutdown();
    }

    private void forget() {
        Line line = kept.getAndSet(null);
        if (line != null) {
            hangUp(line);
        }
    }

    /** Keeps a connection for the next fetch, of which there is none after {@link #close}. */
    private void keep(Line line) {
        kept.set(line);
        if (reader.isShutdown()) {
            forget();
        }
    }

    private static FetchException stopping(Exception cause) {
        return new FetchException(Failure.STOPPING, "was not read: the daemon is stopping", cause);
    }

    private Fetched fetch(String target, Attempt attempt, Duration patience)
            throws IOException, FetchException, TlsFileException {
        Optional<String> secret = token.isPresent() ? Optional.of(token.get().text()) : Optional.empty();
        Line old = kept.getAndSet(null);
        if (old != null) {
            try {
                return ask(old, target, secret, attempt);
            } catch (UnansweredException closedMeanwhile) {
                attempt.uses(() -> {}); // Ends here if it was this side that closed it.
            }
        }
        return ask(dialer.dial(attempt, patience), target, secret, attempt);
    }

    private Fetched ask(Line line, String target, Optional<String> secret, Attempt attempt)
            throws IOException, FetchException {
        boolean usable = false;
        try {
            attempt.uses(line.transport());
            // On one machine packing costs the engine's process more than the kernel takes to copy the page.
            boolean packed = !line.local();
            send(line, new Request(target, host, secret, packed).bytes());
            Moment sent = time.now();
            Head head = HeadReader.read(line.in());
            if (head.status() != OK) {
                throw Refusal.of(head.status(), token);
            }
            Body body = new Body(head, line.in(), bodyLimit);
            Page page = body.read(bodyLimit);
            usable = body.leavesLineUsable();
            Moment received = time.now();
            return new Fetched(page, received, received.since(sent));
        } finally {
            if (usable) {
                keep(line);
            } else {
                hangUp(line);
            }
        }
    }

    private static void hangUp(Line line) {
        try {
            line.close();
        } catch (IOException broken) {
            LOG.trace("closing a connection that is of no more use", broken);
        }
    }

    private static void send(Line line, byte[] request) throws IOException {
        try {
            line.send(request);
        } catch (SSLException distrusted) {
            throw distrusted;
        } catch (IOException closed) {
            throw new UnansweredException(closed);
        }
    }

    private static String lateness(Duration time) {
        return String.format(
                Locale.ROOT,
                "did not answer within %.0f ms: the engine is overloaded or hangs, or the telemetry period is too short",
                Durations.seconds(time) * 1e3);
    }
}
