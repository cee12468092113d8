package io.gpugovernor.sim.trace;

import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * Requests in the order of their arrival; never empty, immutable.
 *
 * <p>Takes 16 bytes a request, so that millions fit. {@link #requests()} is a view that makes its elements when asked.
 */
public final class Trace {
    private final String name;
    private final long[] arrivalNanos;
    private final int[] promptTokens;
    private final int[] outputTokens;

    /** @throws IllegalArgumentException if {@code requests} is empty or not in the order of arrival */
    public Trace(String name, List<Request> requests) {
        this(
                name,
                requests.stream()
                        .mapToLong(request -> request.arrival().toNanos())
                        .toArray(),
                requests.stream().mapToInt(Request::promptTokens).toArray(),
                requests.stream().mapToInt(Request::outputTokens).toArray());
    }

    /** Takes the arrays over; their token counts are in range already. */
    Trace(String name, long[] arrivalNanos, int[] promptTokens, int[] outputTokens) {
        if (arrivalNanos.length == 0) {
            throw new IllegalArgumentException("trace " + name + " has no requests");
        }
        for (int i = 1; i < arrivalNanos.length; i++) {
            if (arrivalNanos[i] < arrivalNanos[i - 1]) {
                throw new IllegalArgumentException(
                        "trace " + name + ": request " + i + " arrives before the one ahead");
            }
        }
        this.name = name;
        this.arrivalNanos = arrivalNanos;
        this.promptTokens = promptTokens;
        this.outputTokens = outputTokens;
    }

    /** What to call it in results: a file's name, a preset's name. */
    public String name() {
        return name;
    }

    /** Number of requests, at least 1. */
    public int size() {
        return arrivalNanos.length;
    }

    /**
     * The request at {@code index}, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Request request(int index) {
        return new Request(arrival(index), promptTokens[index], outputTokens[index]);
    }

    /** When request {@code index} arrives, since the trace's start. */
    public Duration arrival(int index) {
        return Duration.ofNanos(arrivalNanos[index]);
    }

    /** Prompt tokens of request {@code index}. */
    public int promptTokens(int index) {
        return promptTokens[index];
    }

    /** Output tokens of request {@code index}. */
    public int outputTokens(int index) {
        return outputTokens[index];
    }

    /** All requests, as a view. */
    public List<Request> requests() {
        return new View();
    }

    /** Time from the first arrival to the last; zero if all arrive at once. */
    public Duration span() {
        return arrival(size() - 1).minus(arrival(0));
    }

    /** Mean time between two arrivals; zero if all arrive at once. */
    public Duration meanGap() {
        return size() > 1 ? span().dividedBy(size() - 1L) : Duration.ZERO;
    }

    /** Arrivals per second of span: {@code (size - 1) / span}; empty if all arrive at once. */
    public Optional<ArrivalRate> meanRate() {
        long nanos = span().toNanos();
        return nanos > 0 ? Optional.of(new ArrivalRate(Math.min(1e9, (size() - 1) / (nanos / 1e9)))) : Optional.empty();
    }

    /**
     * This trace, and {@code other} from {@code from} on.
     *
     * @throws IllegalArgumentException if {@code from} lies before this trace's last arrival
     */
    public Trace followedBy(Trace other, Duration from, String joint) {
        TraceBuilder both = new TraceBuilder();
        for (int i = 0; i < size(); i++) {
            both.add(arrivalNanos(i), promptTokens(i), outputTokens(i));
        }
        for (int i = 0; i < other.size(); i++) {
            both.add(from.toNanos() + other.arrivalNanos(i), other.promptTokens(i), other.outputTokens(i));
        }
        return both.build(joint);
    }

    /** Prompt tokens of all requests together. */
    public long totalPromptTokens() {
        return IntStream.of(promptTokens).asLongStream().sum();
    }

    /** Output tokens of all requests together. */
    public long totalOutputTokens() {
        return IntStream.of(outputTokens).asLongStream().sum();
    }

    /** Nanoseconds from the trace's start to request {@code index}, for computations inside this package. */
    long arrivalNanos(int index) {
        return arrivalNanos[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trace that
                && name.equals(that.name)
                && Arrays.equals(arrivalNanos, that.arrivalNanos)
                && Arrays.equals(promptTokens, that.promptTokens)
                && Arrays.equals(outputTokens, that.outputTokens);
    }

    @Override
    public int hashCode() {
        int hash = 31 * name.hashCode() + Arrays.hashCode(arrivalNanos);
        return 31 * (31 * hash + Arrays.hashCode(promptTokens)) + Arrays.hashCode(outputTokens);
    }

    @Override
    public String toString() {
        return name + " (" + size() + " requests over " + span() + ")";
    }

    private final class View extends AbstractList<Request> implements RandomAccess {
        @Override
        public Request get(int index) {
            return request(index);
        }

        @Override
        public int size() {
            return Trace.this.size();
        }
    }
}
