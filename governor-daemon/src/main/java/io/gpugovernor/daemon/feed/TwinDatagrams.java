package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.live.EndedRequest;
import io.gpugovernor.sim.live.EngineNews;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Writes the datagrams that a simulated engine sends, as the plugin of a real one would. For one thread. */
public final class TwinDatagrams {
    private static final long FACTS_FIRST = 3;
    private static final long FACTS_EVERY = 100;

    private final Datagram.Sender sender;
    private final EngineFacts facts;
    private long sequence;
    private long steps;
    private long generated;

    /**
     * @param start tells this sender from others
     * @param facts what the engine tells about itself
     */
    public TwinDatagrams(long start, EngineFacts facts) {
        this.sender = new Datagram.Sender(start, 0);
        this.facts = facts;
    }

    /** The next datagram, sent at the moment of the news. */
    public ByteBuffer next(EngineNews news) {
        EngineSnapshot engine = news.snapshot();
        if (engine.generationTokens() != generated) {
            generated = engine.generationTokens();
            steps++;
        }
        sequence++;
        Moment at = engine.at();
        boolean tellsFacts = sequence <= FACTS_FIRST || sequence % FACTS_EVERY == 0;
        List<Double> ttfts = news.firstTokens().stream()
                .limit(Wire.MOST_TTFTS)
                .map(Durations::seconds)
                .toList();
        List<Ended> ended = news.ended().stream()
                .limit(Wire.MOST_ENDED)
                .map(TwinDatagrams::ended)
                .toList();
        return DatagramEncoder.encode(new Datagram(
                sender,
                sequence,
                0,
                at.nanos(),
                false,
                Optional.of(new Gauges(engine.running(), engine.waiting(), engine.kvUsage(), at.nanos())),
                totals(engine),
                ttfts,
                news.firstTokens().size() - ttfts.size(),
                ended,
                news.ended().size() - ended.size(),
                tellsFacts ? Optional.of(facts) : Optional.empty()));
    }

    private Totals totals(EngineSnapshot engine) {
        return new Totals(
                new long[] {
                    steps,
                    engine.firstTokens(),
                    engine.finished(),
                    0,
                    0,
                    0,
                    engine.promptTokens(),
                    0,
                    engine.generationTokens(),
                    engine.preemptions(),
                    engine.stepLatency().count(),
                    engine.tbt().count(),
                    (long) engine.promptLengths().sum(),
                    (long) engine.outputLengths().sum()
                },
                new double[] {
                    engine.ttft().sum(),
                    engine.stepLatency().sum(),
                    engine.tbt().sum()
                });
    }

    private static Ended ended(EndedRequest request) {
        return new Ended(
                request.promptTokens(),
                request.generatedTokens(),
                request.completion().tbt().map(Durations::seconds).orElse(0.0));
    }
}
