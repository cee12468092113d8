package io.gpugovernor.sim.engine;

import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Continuous batching with chunked prefill, as vLLM's V1 scheduler does it: requests in the batch first, in the order
 * they were admitted; then the queue, first come first served; each step within one budget of tokens. A prompt that does
 * not fit is computed in chunks. When the KV cache is full, the request admitted last is thrown out and starts again.
 *
 * <p>An engine that computes prompts first takes the batch's unfinished prompts and the queue, and goes on with answers
 * only in steps that have no prompt.
 */
final class Batch {
    private final EngineLimits limits;
    private final Deque<ActiveRequest> waiting = new ArrayDeque<>();
    private final List<ActiveRequest> running = new ArrayList<>();
    private final List<ActiveRequest> decoding = new ArrayList<>();
    private final List<ActiveRequest> chunked = new ArrayList<>();
    private final long totalBlocks;
    private long freeBlocks;
    private long preemptions;
    private long admittedPromptTokens;
    private boolean preempted;

    Batch(EngineLimits limits) {
        this.limits = limits;
        this.totalBlocks = limits.kvTokens() / EngineLimits.BLOCK;
        this.freeBlocks = totalBlocks;
    }

    private Batch(Batch other) {
        limits = other.limits;
        totalBlocks = other.totalBlocks;
        freeBlocks = other.freeBlocks;
        preemptions = other.preemptions;
        admittedPromptTokens = other.admittedPromptTokens;
        preempted = other.preempted;
        for (ActiveRequest request : other.waiting) {
            waiting.addLast(request.copy());
        }
        // Both lists of the planned step keep the order of the batch, so one pass finds them all.
        int decode = 0;
        int chunk = 0;
        for (ActiveRequest request : other.running) {
            ActiveRequest copy = request.copy();
            running.add(copy);
            if (decode < other.decoding.size() && other.decoding.get(decode) == request) {
                decoding.add(copy);
                decode++;
            } else if (chunk < other.chunked.size() && other.chunked.get(chunk) == request) {
                chunked.add(copy);
                chunk++;
            }
        }
    }

    /** The same batch with requests of its own; not while a step is being ended. */
    Batch copy() {
        return new Batch(this);
    }

    void enqueue(ActiveRequest request) {
        waiting.addLast(request);
    }

    /** Whether a request of this length could ever fit the KV cache. */
    boolean canHold(int tokens) {
        return blocks(tokens) <= totalBlocks;
    }

    /** Plans the next step, admitting what fits; {@link StepShape#NOTHING} if there is nothing to do. */
    StepShape plan(double now) {
        decoding.clear();
        chunked.clear();
        preempted = false;
        Step step = new Step(limits.stepTokens());
        boolean apart = limits.scheduling() == Scheduling.PREFILL_FIRST;
        advance(step, apart ? Part.PROMPTS : Part.ALL);
        admit(step, now);
        if (apart && chunked.isEmpty()) {
            advance(step, Part.ANSWERS);
        }
        return step.shape(decoding.size());
    }

    /** Which requests of the batch go on. */
    private enum Part {
        ALL,
        PROMPTS,
        ANSWERS;

        private boolean includes(boolean prefilling) {
            return this == ALL || prefilling == (this == PROMPTS);
        }
    }

    /** Takes requests of the batch into {@code step}. */
    private void advance(Step step, Part part) {
        for (int i = 0; i < running.size() && step.left > 0; i++) {
            ActiveRequest request = running.get(i);
            boolean prefilling = request.prefilling();
            if (!part.includes(prefilling)) {
                continue;
            }
            int tokens = prefilling ? Math.min(step.left, request.prefillTarget - request.computed) : 1;
            if (!reserve(request, tokens, i)) {
                break;
            }
            if (prefilling) {
                step.prefill(request.computed, tokens);
                chunked.add(request);
            } else {
                step.decode(request.computed + 1L);
                decoding.add(request);
            }
            request.computed += tokens;
        }
    }

    /** Takes requests from the queue into the batch and into {@code step}. */
    private void admit(Step step, double now) {
        while (!preempted && step.left > 0 && !waiting.isEmpty() && running.size() < limits.maxSequences()) {
            ActiveRequest request = waiting.peekFirst();
            int tokens = Math.min(step.left, request.prefillTarget);
            long needed = blocks(tokens);
            if (needed > freeBlocks) {
                break;
            }
            waiting.removeFirst();
            freeBlocks -= needed;
            request.kvBlocks = needed;
            if (Double.isNaN(request.scheduledAt)) {
                request.scheduledAt = now;
                admittedPromptTokens += request.promptTokens;
            }
            running.add(request);
            step.prefill(0, tokens);
            chunked.add(request);
            request.computed = tokens;
        }
    }

    /** A step as it is filled. */
    private static final class Step {
        private int left;
        private long prefillTokens;
        private double prefillPairs;
        private long context;

        private Step(int budget) {
            left = budget;
        }

        private void prefill(int before, int tokens) {
            prefillTokens += tokens;
            prefillPairs += StepShape.pairs(before, tokens);
            left -= tokens;
        }

        private void decode(long tokensRead) {
            context += tokensRead;
            left--;
        }

        private StepShape shape(int decodes) {
            return prefillTokens == 0 && decodes == 0
                    ? StepShape.NOTHING
                    : new StepShape(prefillTokens, prefillPairs, decodes, context);
        }
    }

    /** Requests that get one more token at the end of the planned step. */
    List<ActiveRequest> decoding() {
        return decoding;
    }

    /** Requests whose prefill went forward in the planned step. */
    List<ActiveRequest> chunked() {
        return chunked;
    }

    void remove(ActiveRequest request) {
        running.remove(request);
        freeBlocks += request.kvBlocks;
        request.kvBlocks = 0;
    }

    List<RequestState> runningRequests() {
        return running.stream().map(RequestState::of).toList();
    }

    List<RequestState> waitingRequests() {
        return waiting.stream().map(RequestState::of).toList();
    }

    int running() {
        return running.size();
    }

    int waiting() {
        return waiting.size();
    }

    long preemptions() {
        return preemptions;
    }

    /** Prompt tokens of the requests admitted so far, each counted once. */
    long admittedPromptTokens() {
        return admittedPromptTokens;
    }

    double kvUsage() {
        return 1 - (double) freeBlocks / totalBlocks;
    }

    /** Makes room for {@code tokens} more tokens of the request at {@code index}, preempting from the tail. */
    private boolean reserve(ActiveRequest request, int tokens, int index) {
        long needed = blocks(request.computed + tokens) - request.kvBlocks;
        while (needed > freeBlocks) {
            ActiveRequest last = running.get(running.size() - 1);
            running.remove(running.size() - 1);
            freeBlocks += last.kvBlocks;
            last.preempt();
            waiting.addFirst(last);
            preemptions++;
            preempted = true;
            if (running.size() <= index) {
                return false;
            }
        }
        freeBlocks -= needed;
        request.kvBlocks += needed;
        return true;
    }

    private static long blocks(long tokens) {
        return (tokens + EngineLimits.BLOCK - 1) / EngineLimits.BLOCK;
    }
}
