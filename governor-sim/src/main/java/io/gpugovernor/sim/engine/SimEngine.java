package io.gpugovernor.sim.engine;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Particulars;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The twin's inference engine: admits requests, plans steps, hands out tokens when a step ends, and counts what vLLM
 * counts. It knows nothing of clocks; how long a step takes is told to it.
 */
public final class SimEngine {
    /** The longest request the engine accepts, prompt and output together; sets the bounds of length histograms. */
    public static final int LONGEST_REQUEST = 32_768;

    private final Batch batch;
    private final EngineCounters counters;
    private final double frontend;
    private final RequestLog log;
    private long rejected;

    /** @param completions told of every request that ends */
    public SimEngine(HardwareProfile profile, Consumer<Completion> completions) {
        this(profile, RequestLog.ofEnds(completions));
    }

    /** @param log told of every first token and every end */
    public SimEngine(HardwareProfile profile, RequestLog log) {
        this.batch = new Batch(profile.limits());
        this.counters = new EngineCounters(LONGEST_REQUEST);
        this.frontend = Durations.seconds(profile.frontend());
        this.log = log;
    }

    private SimEngine(SimEngine other, RequestLog log) {
        this.batch = other.batch.copy();
        this.counters = other.counters.copy();
        this.frontend = other.frontend;
        this.log = log;
        this.rejected = other.rejected;
    }

    /** An engine in the same state, which goes its own way from here on. */
    public SimEngine fork(Consumer<Completion> others) {
        return new SimEngine(this, RequestLog.ofEnds(others));
    }

    /** A request reaches the engine. One that can never fit is refused at once, as vLLM refuses it. */
    public void submit(Moment arrival, int promptTokens, int outputTokens) {
        submit(arrival, promptTokens, outputTokens, TokenWatch.NOBODY);
    }

    /**
     * As {@link #submit(Moment, int, int)}, with somebody to tell of every token.
     *
     * @return whether the engine took it
     */
    public boolean submit(Moment arrival, int promptTokens, int outputTokens, TokenWatch watch) {
        if (!batch.canHold(promptTokens + outputTokens)) {
            rejected++;
            return false;
        }
        batch.enqueue(new ActiveRequest(arrival.seconds(), promptTokens, outputTokens, watch));
        return true;
    }

    /** Plans the step that begins now; {@link StepShape#NOTHING} if the engine is idle. */
    public StepShape beginStep(Moment now) {
        return batch.plan(now.seconds());
    }

    /** The step planned last has ended: its tokens come out, and requests that are done leave. */
    public void endStep(Moment now) {
        long promptsBefore = counters.promptTokens;
        long tokens = 0;
        for (ActiveRequest request : batch.decoding()) {
            tokens += nextToken(request, now);
        }
        for (ActiveRequest request : batch.chunked()) {
            if (!request.prefilling()) {
                tokens += nextToken(request, now);
            }
        }
        counters.generationTokens += tokens;
        counters.preemptions = batch.preemptions();
        if (tokens > 0) {
            counters.iterationTokens.add(tokens + counters.promptTokens - promptsBefore);
        }
    }

    /** Whether nothing is running or waiting. */
    public boolean idle() {
        return batch.running() == 0 && batch.waiting() == 0;
    }

    public int running() {
        return batch.running();
    }

    public int waiting() {
        return batch.waiting();
    }

    /** Requests in the batch, in the order of their admission. */
    public List<RequestState> runningRequests() {
        return batch.runningRequests();
    }

    /** Requests not yet admitted, first come first served. */
    public List<RequestState> waitingRequests() {
        return batch.waitingRequests();
    }

    /** Share of the KV cache in use. */
    public Ratio kvUsage() {
        return new Ratio(Math.max(0, Math.min(1, batch.kvUsage())));
    }

    /** Requests refused because they could never fit. */
    public long rejected() {
        return rejected;
    }

    EngineCounters counters() {
        return counters;
    }

    /** The engine's metrics as they stand. */
    public EngineSnapshot snapshot(Moment now) {
        return new EngineSnapshot(
                now,
                batch.running(),
                batch.waiting(),
                counters.finished,
                counters.promptTokens,
                counters.generationTokens,
                counters.preemptions,
                kvUsage(),
                counters.ttft.snapshot(),
                counters.stepLatency.snapshot(),
                counters.tbt.snapshot(),
                counters.promptLengths.snapshot(),
                counters.outputLengths.snapshot(),
                Particulars.NONE.admitting(OptionalLong.of(batch.admittedPromptTokens())));
    }

    private int nextToken(ActiveRequest request, Moment now) {
        double at = now.seconds();
        if (request.generated == 0) {
            request.firstTokenAt = at;
            double ttft = at - request.arrival + frontend;
            counters.ttft.add(ttft);
            log.firstToken(Durations.ofSeconds(ttft));
            counters.promptTokens += request.promptTokens;
        } else {
            counters.stepLatency.add(at - request.lastTokenAt);
        }
        request.generated++;
        request.lastTokenAt = at;
        request.watch.token(now, request.generated);
        finishIfDone(request, at);
        return 1;
    }

    private void finishIfDone(ActiveRequest request, double at) {
        if (!request.done()) {
            return;
        }
        batch.remove(request);
        counters.end(request, at);
        double tbt = request.meanTimeBetweenTokens();
        Completion completion = new Completion(
                Durations.ofSeconds(request.firstTokenAt - request.arrival + frontend),
                Double.isNaN(tbt) ? Optional.empty() : Optional.of(Durations.ofSeconds(tbt)));
        log.ended(completion, request.promptTokens, request.generated);
    }
}
