package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.units.Ratio;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sender whose engine a test moves by hand. */
final class Told {
    private final long start;
    private final int engine;
    private long sequence;
    private long running;
    private long waiting;
    private long firstTokens;
    private long ended;
    private long generated;
    private double ttftSum;
    private long spans;
    private double spanSum;
    private long prompts;
    private long outputs;
    private final List<Double> ttfts = new ArrayList<>();
    private final List<Ended> ends = new ArrayList<>();
    private Optional<EngineFacts> facts = Optional.empty();
    private boolean asleep;

    Told(long start, int engine) {
        this.start = start;
        this.engine = engine;
    }

    Told has(long nowRunning, long nowWaiting) {
        running = nowRunning;
        waiting = nowWaiting;
        return this;
    }

    Told firstToken(double seconds) {
        firstTokens++;
        generated++;
        ttftSum += seconds;
        ttfts.add(seconds);
        return this;
    }

    Told end(long prompt, long output, double span) {
        ended++;
        prompts += prompt;
        outputs += output;
        ends.add(new Ended(prompt, output, span));
        if (span > 0) {
            spans++;
            spanSum += span;
        }
        return this;
    }

    /** What it says of itself in its next datagram. */
    Told says(EngineFacts about) {
        facts = Optional.of(about);
        return this;
    }

    Told sleeps() {
        asleep = true;
        return this;
    }

    /** The next datagram, sent at {@code at} nanoseconds. */
    Datagram datagram(long at) {
        sequence++;
        Datagram next = new Datagram(
                new Datagram.Sender(start, engine),
                sequence,
                7,
                at,
                asleep,
                Optional.of(new Gauges(running, waiting, new Ratio(0.5), at)),
                new Totals(
                        new long[] {
                            sequence,
                            firstTokens,
                            ended,
                            0,
                            0,
                            0,
                            10 * firstTokens,
                            0,
                            generated,
                            0,
                            0,
                            spans,
                            prompts,
                            outputs
                        },
                        new double[] {ttftSum, 0, spanSum}),
                ttfts,
                0,
                ends,
                0,
                facts);
        facts = Optional.empty();
        ttfts.clear();
        ends.clear();
        return next;
    }

    ByteBuffer bytes(long at) {
        return DatagramEncoder.encode(datagram(at));
    }

    /** A datagram that gets lost. */
    Told loses(long at) {
        datagram(at);
        return this;
    }
}
