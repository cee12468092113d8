package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one sender told so far. A datagram that does not follow from the one before changes nothing. */
final class Stream {
    /** Twice what a sender sends, and what a pause of the sender's clock may add. */
    private static final long DATAGRAMS_A_SECOND = 200;

    private static final long SPARE_DATAGRAMS = 1000;
    /** How much later than the earliest-seen transit a datagram's own time may lie; clocks drift less. */
    private static final Duration AHEAD = Duration.ofSeconds(2);
    /** More first tokens or ends between two datagrams than any engine gives. */
    private static final long MOST_AT_ONCE = 1_000_000;

    private static final double ROUNDING = 1e-6;

    private final FineTally ttft;
    private final FineTally stepLatency;
    private final FineTally tbt;
    private final FineTally prompts;
    private final FineTally outputs;
    private final Rhythm rhythm = new Rhythm();

    private Datagram last;
    private Moment heard;
    private Optional<Gauges> gauges;
    /** Least time seen from a datagram's sending to its receipt, on two different clocks. */
    private long transit;

    /** Begins with {@code first}: what it counts was before, and is in no bucket. */
    Stream(Datagram first, Moment now, FineBounds bounds) {
        ttft = new FineTally(bounds.ttft().bounds());
        stepLatency = new FineTally(bounds.stepLatency().bounds());
        tbt = new FineTally(bounds.tbt().bounds());
        prompts = new FineTally(bounds.lengths().bounds());
        outputs = new FineTally(bounds.lengths().bounds());
        last = first;
        heard = now;
        gauges = first.gauges();
        transit = now.nanos() - first.sent();
        ttft.addUnknown(first.totals().of(Count.FIRST_TOKENS));
        stepLatency.addUnknown(first.totals().of(Count.GAPS));
        tbt.addUnknown(first.totals().of(Count.SPANS));
        prompts.addUnknown(first.totals().ended());
        outputs.addUnknown(first.totals().ended());
        sum(first.totals());
    }

    /** Takes the sender's next datagram, or tells why not. */
    Optional<Fault> accept(Datagram next, Moment now) {
        Optional<Fault> fault = fault(next, now);
        if (fault.isEmpty()) {
            count(next);
            last = next;
            rhythm.pause(now.since(heard));
            heard = now;
            gauges = next.gauges().or(() -> gauges);
            transit = Math.min(transit, now.nanos() - next.sent());
        }
        return fault;
    }

    /** How often its news come; empty before that is known. */
    Optional<Duration> pace(Moment now) {
        return rhythm.slowest(heard, now);
    }

    Moment heard() {
        return heard;
    }

    Totals totals() {
        return last.totals();
    }

    Optional<Gauges> gauges() {
        return gauges;
    }

    FineTally ttft() {
        return ttft;
    }

    FineTally stepLatency() {
        return stepLatency;
    }

    FineTally tbt() {
        return tbt;
    }

    FineTally prompts() {
        return prompts;
    }

    FineTally outputs() {
        return outputs;
    }

    private Optional<Fault> fault(Datagram next, Moment now) {
        if (next.sequence() <= last.sequence() || next.sent() < last.sent()) {
            return Optional.of(Fault.REPEATED);
        }
        double silence = Math.max(0, now.since(heard).toNanos() / 1e9);
        boolean numberAhead =
                next.sequence() - last.sequence() > SPARE_DATAGRAMS + (long) (DATAGRAMS_A_SECOND * silence);
        boolean timeAhead = now.nanos() - next.sent() < transit - AHEAD.toNanos();
        if (numberAhead || timeAhead) {
            return Optional.of(Fault.FUTURE);
        }
        if (next.totals().fellSince(last.totals())) {
            return Optional.of(Fault.FELL_BACK);
        }
        if (risen(next, Count.FIRST_TOKENS) > MOST_AT_ONCE || ended(next) > MOST_AT_ONCE) {
            return Optional.of(Fault.IMPLAUSIBLE);
        }
        return contradicts(next) ? Optional.of(Fault.CONTRADICTORY) : Optional.empty();
    }

    /** Whether the events listed are not those counted. After a lost datagram more are counted than listed. */
    private boolean contradicts(Datagram next) {
        long firstTokens = next.ttfts().size() + next.ttftsLeftOut();
        long ended = next.ended().size() + next.endedLeftOut();
        boolean adjacent = next.sequence() == last.sequence() + 1;
        if (adjacent
                ? firstTokens != risen(next, Count.FIRST_TOKENS) || ended != ended(next)
                : firstTokens > risen(next, Count.FIRST_TOKENS) || ended > ended(next)) {
            return true;
        }
        double listed = sumOf(next.ttfts());
        double counted = next.totals().of(Sum.TTFT) - last.totals().of(Sum.TTFT);
        double slack = ROUNDING + ROUNDING * 1e-3 * next.totals().of(Sum.TTFT);
        boolean all = next.ttfts().size() == risen(next, Count.FIRST_TOKENS);
        return listed > counted + slack || (all && listed < counted - slack);
    }

    private void count(Datagram next) {
        next.ttfts().forEach(seconds -> ttft.add(seconds, 1));
        rest(ttft, risen(next, Count.FIRST_TOKENS) - next.ttfts().size(), risen(next, Sum.TTFT) - sumOf(next.ttfts()));
        rest(stepLatency, risen(next, Count.GAPS), risen(next, Sum.GAP));
        long spans = risen(next, Count.SPANS);
        double spanSum = risen(next, Sum.SPAN);
        long ended = ended(next);
        double prompt = risen(next, Count.ENDED_PROMPT);
        double output = risen(next, Count.ENDED_GENERATED);
        for (Ended one : next.ended()) {
            prompts.add(one.prompt(), 1);
            outputs.add(one.generated(), 1);
            ended--;
            prompt -= one.prompt();
            output -= one.generated();
            if (one.span() > 0 && spans > 0) {
                tbt.add(one.span(), 1);
                spans--;
                spanSum -= one.span();
            }
        }
        rest(tbt, spans, spanSum);
        rest(prompts, ended, prompt);
        rest(outputs, ended, output);
        sum(next.totals());
    }

    private void sum(Totals totals) {
        ttft.sum(totals.of(Sum.TTFT));
        stepLatency.sum(totals.of(Sum.GAP));
        tbt.sum(totals.of(Sum.SPAN));
        prompts.sum(totals.of(Count.ENDED_PROMPT));
        outputs.sum(totals.of(Count.ENDED_GENERATED));
    }

    /** Values that were counted but not listed. */
    private static void rest(FineTally tally, long count, double sum) {
        if (count > 0) {
            tally.add(Math.max(0, sum / count), count);
        }
    }

    private long ended(Datagram next) {
        return next.totals().ended() - last.totals().ended();
    }

    private long risen(Datagram next, Count count) {
        return next.totals().of(count) - last.totals().of(count);
    }

    private double risen(Datagram next, Sum sum) {
        return next.totals().of(sum) - last.totals().of(sum);
    }

    private static double sumOf(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
