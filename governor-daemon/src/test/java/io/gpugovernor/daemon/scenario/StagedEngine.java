package io.gpugovernor.daemon.scenario;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** An engine on a stage: a test moves its time, its requests and its moods by hand. It speaks every dialect. */
final class StagedEngine {
    static final double[] LATENCIES = {0.01, 0.05, 0.1, 0.5, 1, 5};
    static final double[] LENGTHS = {1, 10, 100, 1000, 10_000};
    private static final double FIRST_BIRTH = 1_790_000_000;

    /** A request; {@code output} counts the tokens it got. */
    static final class Request {
        final long prompt;
        final long cached;
        double ttft;
        double decoding;
        long output;

        Request(long prompt, long cached) {
            this.prompt = prompt;
            this.cached = cached;
        }
    }

    /** What a process counts; a new process has new ones. */
    static final class Counters {
        final double born;
        final Tally ttft = new Tally(LATENCIES);
        final Tally steps = new Tally(LATENCIES);
        final Tally tbt = new Tally(LATENCIES);
        final Tally prompts = new Tally(LENGTHS);
        final Tally outputs = new Tally(LENGTHS);
        /** Times to first token as an engine counts them that does so at the end of a request. */
        final Tally lateTtft = new Tally(LATENCIES);

        long stopped;
        long aborted;
        long prompted;
        long cached;
        long generated;
        long promptedAtEnd;
        long cachedAtEnd;
        long generatedAtEnd;

        Counters(double born) {
            this.born = born;
        }

        boolean untouched() {
            return stopped + aborted + ttft.count() == 0;
        }
    }

    private final Deque<Request> queue = new ArrayDeque<>();
    private final Deque<Request> prefilling = new ArrayDeque<>();
    private final Deque<Request> decoding = new ArrayDeque<>();
    private Moment now = new Moment(0);
    private Counters counters = new Counters(FIRST_BIRTH);
    private boolean touched;
    private boolean asleep;

    Moment now() {
        return now;
    }

    StagedEngine passes(Duration time) {
        now = now.plus(time);
        return this;
    }

    StagedEngine arrive(int requests, long prompt, long cached) {
        touched = true;
        for (int i = 0; i < requests; i++) {
            queue.addLast(new Request(prompt, cached));
        }
        return this;
    }

    StagedEngine arrive(int requests) {
        return arrive(requests, 400, 0);
    }

    /** The oldest request of the queue enters the batch. */
    StagedEngine admit() {
        prefilling.addLast(queue.removeFirst());
        return this;
    }

    /** The oldest request gets its first token, {@code seconds} after it came. */
    StagedEngine firstToken(double seconds) {
        if (prefilling.isEmpty()) {
            admit();
        }
        Request request = prefilling.removeFirst();
        request.ttft = seconds;
        request.output = 1;
        decoding.addLast(request);
        counters.ttft.add(seconds);
        counters.prompted += request.prompt;
        counters.cached += request.cached;
        counters.generated++;
        return this;
    }

    /** Every request that decodes gets one more token. */
    StagedEngine decode(double seconds) {
        for (Request request : decoding) {
            request.output++;
            request.decoding += seconds;
            counters.steps.add(seconds);
            counters.generated++;
        }
        return this;
    }

    /** The oldest request that decodes is done. */
    StagedEngine end() {
        Request request = decoding.removeFirst();
        counters.stopped++;
        counters.lateTtft.add(request.ttft);
        counters.tbt.add(request.decoding / Math.max(1, request.output - 1));
        return leaves(request);
    }

    /** A client gives up on the oldest request of the queue. */
    StagedEngine abortWaiting() {
        counters.aborted++;
        return leaves(queue.removeFirst());
    }

    private StagedEngine leaves(Request request) {
        counters.prompts.add(request.prompt);
        counters.outputs.add(request.output);
        counters.promptedAtEnd += request.prompt;
        counters.cachedAtEnd += request.cached;
        counters.generatedAtEnd += request.output;
        return this;
    }

    StagedEngine sleeps(boolean sleeping) {
        asleep = sleeping;
        return this;
    }

    /** A new process: nothing in flight, every counter at zero. */
    StagedEngine restart() {
        queue.clear();
        prefilling.clear();
        decoding.clear();
        counters = new Counters(counters.born + 100);
        touched = false;
        asleep = false;
        return this;
    }

    long waiting() {
        return queue.size();
    }

    long inPrefill() {
        return prefilling.size();
    }

    long running() {
        return (long) prefilling.size() + decoding.size();
    }

    boolean asleep() {
        return asleep;
    }

    /** Whether a request ever reached this process. */
    boolean touched() {
        return touched;
    }

    Counters counters() {
        return counters;
    }
}
