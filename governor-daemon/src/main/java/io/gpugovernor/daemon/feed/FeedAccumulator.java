package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Everything a domain's feed told, as one snapshot of the engine: the senders of one server (data-parallel engines and
 * API processes) added up. When a sender comes or goes, the sum jumps, so a new line of counters begins. One thread may
 * hand in datagrams while another reads.
 */
public final class FeedAccumulator {
    /** A sender that is silent for so long has ended; while it lives it sends twice a second. */
    static final Duration GONE_AFTER = Duration.ofSeconds(3);
    /** Three beats may be late. */
    static final Duration FRESH_FOR = Duration.ofMillis(1700);
    /** Sixteen API processes with sixteen engines each. */
    private static final int MOST_SENDERS = 256;
    /** No engine computes more in one step. */
    private static final long MOST_STEP_TOKENS = 1 << 20;
    /** No server has places for more. */
    private static final long MOST_REQUESTS = 1 << 20;

    private final FineBounds bounds;
    private final Duration freshFor;
    private final Map<Datagram.Sender, Stream> streams = new LinkedHashMap<>();
    private final Map<Fault, Long> dropped = new EnumMap<>(Fault.class);
    private Optional<EngineFacts> facts = Optional.empty();
    private Optional<Moment> newest = Optional.empty();
    private long received;
    private long line;

    /**
     * @param slo its targets become bounds of the histograms
     * @param staleAfter readings older than this are never given
     */
    public FeedAccumulator(Slo slo, Duration staleAfter) {
        this.bounds = FineBounds.of(slo);
        this.freshFor = staleAfter.compareTo(FRESH_FOR) < 0 ? staleAfter : FRESH_FOR;
        for (Fault fault : Fault.values()) {
            dropped.put(fault, 0L);
        }
    }

    /** Takes a datagram received at {@code now}; empty if it was used, else why it was dropped. */
    public synchronized Optional<Fault> accept(ByteBuffer bytes, Moment now) {
        received++;
        Optional<Fault> fault;
        try {
            fault = accept(DatagramDecoder.decode(bytes), now);
        } catch (DatagramException bad) {
            fault = Optional.of(bad.fault());
        }
        fault.ifPresent(this::drop);
        return fault;
    }

    /** Counts a datagram that was not even looked at. */
    synchronized void refuse(Fault fault) {
        received++;
        drop(fault);
    }

    private void drop(Fault fault) {
        dropped.merge(fault, 1L, Long::sum);
    }

    private Optional<Fault> accept(Datagram datagram, Moment now) {
        forget(now);
        Stream stream = streams.get(datagram.sender());
        Optional<Fault> fault = Optional.empty();
        if (stream != null) {
            fault = stream.accept(datagram, now);
        } else if (streams.size() < MOST_SENDERS) {
            streams.put(datagram.sender(), new Stream(datagram, now, bounds));
            line++;
        } else {
            fault = Optional.of(Fault.CROWDED);
        }
        if (fault.isEmpty()) {
            newest = Optional.of(now);
            facts = datagram.facts().or(() -> facts);
        }
        return fault;
    }

    /** The engine as it stands at {@code now}, or why that is not known. */
    public synchronized Telemetry read(Moment now) {
        forget(now);
        if (streams.isEmpty()) {
            return new Telemetry.Unavailable("the push feed is silent");
        }
        Map<Integer, Gauges> engines = new HashMap<>();
        for (Map.Entry<Datagram.Sender, Stream> sender : streams.entrySet()) {
            if (isSilent(sender.getValue(), now, freshFor)) {
                return new Telemetry.Unavailable("a sender of the push feed fell silent");
            }
            int engine = sender.getKey().engine();
            sender.getValue().gauges().ifPresent(one -> engines.merge(engine, one, FeedAccumulator::newer));
        }
        if (streams.keySet().stream().anyMatch(sender -> !engines.containsKey(sender.engine()))) {
            return new Telemetry.Unavailable("an engine of the push feed has not made a step yet");
        }
        return new Telemetry.Available(
                snapshot(now, engines.values()), line, new Source(pace(now), limits(engines.size())));
    }

    /**
     * Time within which every sender whose engine has work is heard again; empty while there is none, since then the next
     * arrival, not the pace, decides when there is news.
     */
    private Optional<Duration> pace(Moment now) {
        Duration slowest = Duration.ZERO;
        for (Stream stream : streams.values()) {
            boolean works = stream.gauges()
                    .filter(engine -> engine.running() + engine.waiting() > 0)
                    .isPresent();
            if (works) {
                Optional<Duration> pace = stream.pace(now);
                if (pace.isEmpty()) {
                    return pace;
                }
                slowest = pace.get().compareTo(slowest) > 0 ? pace.get() : slowest;
            }
        }
        return slowest.isZero() ? Optional.empty() : Optional.of(slowest);
    }

    /** What every engine said of itself; each has a batch of its own. */
    private StepLimits limits(int engines) {
        return facts.map(told -> new StepLimits(
                        believed(told.maxBatchedTokens(), MOST_STEP_TOKENS),
                        believed(told.maxSequences() * engines, MOST_REQUESTS)))
                .orElse(StepLimits.UNTOLD);
    }

    private static OptionalInt believed(long told, long most) {
        return told >= 1 && told <= most ? OptionalInt.of((int) told) : OptionalInt.empty();
    }

    synchronized FeedStatistics statistics(Moment now, boolean inUse) {
        return new FeedStatistics(received, dropped, streams.size(), newest.map(now::since), inUse);
    }

    /** What the engine told about itself. */
    synchronized Optional<EngineFacts> facts() {
        return facts;
    }

    private void forget(Moment now) {
        if (streams.values().removeIf(stream -> isSilent(stream, now, GONE_AFTER))) {
            line++;
        }
    }

    private static boolean isSilent(Stream stream, Moment now, Duration limit) {
        return now.since(stream.heard()).compareTo(limit) > 0;
    }

    /** Of one engine's steps each API process hears some; the newest tells how the engine stands. */
    private static Gauges newer(Gauges one, Gauges other) {
        return other.at() > one.at() ? other : one;
    }

    private EngineSnapshot snapshot(Moment now, Iterable<Gauges> engines) {
        long running = 0;
        long waiting = 0;
        Ratio fullest = Ratio.ZERO;
        for (Gauges engine : engines) {
            running += engine.running();
            waiting += engine.waiting();
            fullest = engine.kvUsage().compareTo(fullest) > 0 ? engine.kvUsage() : fullest;
        }
        long finished = 0;
        long prompt = 0;
        long generated = 0;
        long preemptions = 0;
        for (Stream stream : streams.values()) {
            finished += stream.totals().ended();
            prompt += stream.totals().prompt();
            generated += stream.totals().of(Count.GENERATED);
            preemptions += stream.totals().of(Count.PREEMPTIONS);
        }
        return new EngineSnapshot(
                now,
                running,
                waiting,
                finished,
                prompt,
                generated,
                preemptions,
                fullest,
                merged(bounds.ttft(), Stream::ttft),
                merged(bounds.stepLatency(), Stream::stepLatency),
                merged(bounds.tbt(), Stream::tbt),
                merged(bounds.lengths(), Stream::prompts),
                merged(bounds.lengths(), Stream::outputs));
    }

    private Histogram merged(FineBounds.Ladder ladder, Function<Stream, FineTally> tally) {
        List<FineTally> tallies = new ArrayList<>(streams.size());
        streams.values().forEach(stream -> tallies.add(tally.apply(stream)));
        return FineTally.merged(ladder.bounds(), tallies);
    }
}
