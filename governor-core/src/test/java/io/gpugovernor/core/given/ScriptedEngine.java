package io.gpugovernor.core.given;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Particulars;
import io.gpugovernor.core.telemetry.PromptBooking;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.OptionalLong;

/** An engine whose gauges, counters and clock a test moves by hand. */
public final class ScriptedEngine {
    /** Some of vLLM's bounds for the time to first token, seconds. */
    private static final double[] TTFT = {0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20};
    /** Some of vLLM's bounds for the time between tokens, seconds. */
    private static final double[] TBT = {0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 1, 2.5};

    private static final double[] LENGTHS = {1, 10, 100, 1000, 10_000};

    private Moment now = new Moment(0);
    private long running;
    private long waiting;
    private long deferred;
    private long finished;
    private long aborted;
    private long preemptions;
    private long computed;
    private OptionalLong admitted = OptionalLong.empty();
    private long drafts;
    private long accepted;
    private long incarnation;
    private Ratio kvUsage = Ratio.ZERO;
    private boolean asleep;
    private boolean countsFirstTokens = true;
    private long promptTokens;
    private long generationTokens;
    private Tally ttft = new Tally(TTFT);
    private Tally steps = new Tally(TBT);
    private Tally tbt = new Tally(TBT);
    private Tally prompts = new Tally(LENGTHS);
    private Tally outputs = new Tally(LENGTHS);

    public Moment now() {
        return now;
    }

    public ScriptedEngine passes(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** Requests join the queue. */
    public ScriptedEngine arrive(int count) {
        waiting += count;
        return this;
    }

    /** The oldest request in the queue enters the batch; its first token is still owed. */
    public ScriptedEngine admit() {
        waiting--;
        running++;
        return this;
    }

    /** From now on it counts the tokens of prompts as their requests enter the batch. */
    public ScriptedEngine countsAdmitted() {
        admitted = OptionalLong.of(admitted.orElse(0));
        return this;
    }

    /** The oldest request in the queue enters the batch with a prompt of so many tokens to compute. */
    public ScriptedEngine admit(long prompt) {
        return admit().lookUp(prompt);
    }

    /** So many prompt tokens are looked up in the prefix cache, where none of them is. */
    public ScriptedEngine lookUp(long prompt) {
        admitted = OptionalLong.of(admitted.orElse(0) + prompt);
        return this;
    }

    /** The oldest request in the batch that is owed a first token gets it. */
    public ScriptedEngine finishPrompt(long prompt, double seconds) {
        ttft.add(seconds);
        promptTokens += prompt;
        computed += prompt;
        generationTokens++;
        return this;
    }

    /** The oldest request in the queue gets its first token, {@code seconds} after it came. */
    public ScriptedEngine firstToken(long prompt, double seconds) {
        if (admitted.isPresent()) {
            lookUp(prompt);
        }
        return admit().finishPrompt(prompt, seconds);
    }

    /** A request in the batch ends. */
    public ScriptedEngine end(long prompt, long output, double secondsBetweenTokens) {
        running--;
        finished++;
        generationTokens += output - 1;
        tbt.add(secondsBetweenTokens);
        steps.add(secondsBetweenTokens);
        prompts.add(prompt);
        outputs.add(output);
        return this;
    }

    /** A request comes and is served at once, well inside any target. */
    public ScriptedEngine serve(long prompt, long output) {
        return arrive(1).firstToken(prompt, 0.05).end(prompt, output, 0.02);
    }

    /** As {@link #firstToken}, with part of the prompt found in a cache. */
    public ScriptedEngine firstTokenWithCache(long prompt, long cached, double seconds) {
        firstToken(prompt, seconds);
        computed -= cached;
        return this;
    }

    /** A step in which every request of the batch gets {@code 1 + accepted} tokens by speculation. */
    public ScriptedEngine speculate(int acceptedEach, double seconds) {
        for (int i = 0; i < running; i++) {
            steps.add(seconds);
        }
        drafts += running;
        accepted += running * acceptedEach;
        generationTokens += running * (1 + acceptedEach);
        return this;
    }

    /** Every request in the batch gets {@code each} tokens, so far apart. */
    public ScriptedEngine tokens(int each, double seconds) {
        for (long i = each * running; i > 0; i--) {
            generationTokens++;
            steps.add(seconds);
        }
        return this;
    }

    /** A request in the batch is thrown back into the queue. */
    public ScriptedEngine preempt() {
        running--;
        waiting++;
        preemptions++;
        return this;
    }

    /** Requests of the queue are put off, or come back from there where {@code count} is negative. */
    public ScriptedEngine defer(int count) {
        waiting -= count;
        deferred += count;
        return this;
    }

    /** So much of the KV cache is in use. */
    public ScriptedEngine fillsCache(double share) {
        kvUsage = new Ratio(share);
        return this;
    }

    public ScriptedEngine sleeps(boolean sleeping) {
        asleep = sleeping;
        return this;
    }

    /** Its counters cannot be compared with earlier ones, although none fell. */
    public ScriptedEngine becomesAnother() {
        incarnation++;
        return this;
    }

    /** From now on it has no times to first token. */
    public ScriptedEngine forgetsFirstTokens() {
        countsFirstTokens = false;
        return this;
    }

    /** A client gives up on a request in the batch, after its first token. */
    public ScriptedEngine abortRunning() {
        running--;
        finished++;
        aborted++;
        return this;
    }

    /** A client gives up on a request in the queue. */
    public ScriptedEngine abort() {
        waiting--;
        finished++;
        aborted++;
        return this;
    }

    /** A client hangs up while its request decodes, and the engine counts no end. */
    public ScriptedEngine hangUp() {
        running--;
        return this;
    }

    /** The process starts anew: nothing in flight, every counter at zero. */
    public ScriptedEngine restart() {
        running = 0;
        waiting = 0;
        deferred = 0;
        finished = 0;
        aborted = 0;
        preemptions = 0;
        computed = 0;
        admitted = admitted.isPresent() ? OptionalLong.of(0) : admitted;
        drafts = 0;
        accepted = 0;
        promptTokens = 0;
        generationTokens = 0;
        ttft = new Tally(TTFT);
        steps = new Tally(TBT);
        tbt = new Tally(TBT);
        prompts = new Tally(LENGTHS);
        outputs = new Tally(LENGTHS);
        return this;
    }

    public EngineSnapshot snapshot() {
        return new EngineSnapshot(
                now,
                running,
                waiting,
                finished,
                promptTokens,
                generationTokens,
                preemptions,
                kvUsage,
                countsFirstTokens ? ttft.histogram() : Histogram.EMPTY,
                steps.histogram(),
                tbt.histogram(),
                prompts.histogram(),
                outputs.histogram(),
                new Particulars(
                        incarnation,
                        deferred,
                        OptionalLong.of(aborted),
                        OptionalLong.of(computed),
                        admitted,
                        PromptBooking.AT_FIRST_TOKEN,
                        countsFirstTokens,
                        OptionalLong.empty(),
                        drafts,
                        accepted,
                        asleep));
    }

    long running() {
        return running;
    }

    long waiting() {
        return waiting;
    }
}
