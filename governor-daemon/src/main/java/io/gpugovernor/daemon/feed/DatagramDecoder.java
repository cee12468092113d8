package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.units.Ratio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one datagram's bytes. Whatever they are, the result is a datagram of plausible numbers or one typed error. */
final class DatagramDecoder {
    /** Sums of many doubles differ by rounding from the sum that one double keeps. */
    private static final double ROUNDING = 1e-6;

    private final ByteBuffer in;

    private DatagramDecoder(ByteBuffer in) {
        this.in = in;
    }

    /** @param bytes from position to limit; left unchanged */
    static Datagram decode(ByteBuffer bytes) throws DatagramException {
        return new DatagramDecoder(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN)).datagram();
    }

    private Datagram datagram() throws DatagramException {
        int size = in.remaining();
        if (size < Wire.FIXED || size > Wire.LONGEST) {
            throw new DatagramException(Fault.LENGTH, size + " bytes");
        }
        if (in.getInt() != Wire.MAGIC) {
            throw new DatagramException(Fault.MAGIC, "other first bytes");
        }
        byte version = in.get();
        if (version != Wire.VERSION) {
            throw new DatagramException(Fault.VERSION, "version " + version);
        }
        int flags = in.get();
        require((flags & ~(Wire.GAUGES | Wire.FACTS | Wire.ASLEEP)) == 0, "flags");
        if (Short.toUnsignedInt(in.getShort()) != size) {
            throw new DatagramException(Fault.LENGTH, size + " bytes, which is not what it says");
        }
        long start = in.getLong();
        long sequence = in.getLong();
        require(sequence > 0 && sequence <= Wire.MOST_COUNTED, "sequence");
        int engine = in.getInt();
        require(engine >= 0 && engine < Wire.MOST_ENGINES, "engine");
        int process = in.getInt();
        long sent = in.getLong();
        require(sent >= 0, "sent");
        boolean asleep = (flags & Wire.ASLEEP) != 0;
        Optional<Gauges> gauges = gauges(sent, (flags & Wire.GAUGES) != 0, asleep);
        Totals totals = totals();
        int ttfts = Short.toUnsignedInt(in.getShort());
        int ended = Short.toUnsignedInt(in.getShort());
        long ttftsLeftOut = Integer.toUnsignedLong(in.getInt());
        long endedLeftOut = Integer.toUnsignedLong(in.getInt());
        require(ttfts <= Wire.MOST_TTFTS && ended <= Wire.MOST_ENDED, "list");
        agree(ttfts + ttftsLeftOut <= totals.of(Count.FIRST_TOKENS), "first tokens");
        agree(ended + endedLeftOut <= totals.ended(), "ended requests");
        if (in.remaining() < 8 * ttfts + Wire.ENDED_BYTES * ended) {
            throw new DatagramException(Fault.LENGTH, "lists longer than the datagram");
        }
        Datagram datagram = new Datagram(
                new Datagram.Sender(start, engine),
                sequence,
                process,
                sent,
                asleep,
                gauges,
                totals,
                times(ttfts),
                ttftsLeftOut,
                ended(ended),
                endedLeftOut,
                (flags & Wire.FACTS) != 0 ? Optional.of(facts()) : Optional.empty());
        if (in.hasRemaining()) {
            throw new DatagramException(Fault.LENGTH, in.remaining() + " bytes too many");
        }
        return datagram;
    }

    private Optional<Gauges> gauges(long sent, boolean told, boolean asleep) throws DatagramException {
        long at = in.getLong();
        long running = Integer.toUnsignedLong(in.getInt());
        long waiting = Integer.toUnsignedLong(in.getInt());
        double usage = in.getDouble();
        require(at >= 0 && at <= sent, "gauged");
        require(running <= Wire.MOST_REQUESTS && waiting <= Wire.MOST_REQUESTS, "running or waiting");
        require(usage >= 0 && usage <= 1, "kv_usage");
        Gauges gauges = new Gauges(running, waiting, new Ratio(usage), at);
        return told ? Optional.of(asleep ? gauges.asleep() : gauges) : Optional.empty();
    }

    private Totals totals() throws DatagramException {
        long[] counts = new long[Count.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.getLong();
            require(counts[i] >= 0 && counts[i] <= Wire.MOST_COUNTED, "counter");
        }
        double[] sums = new double[Sum.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.getDouble();
        }
        Totals totals = new Totals(counts, sums);
        for (Sum sum : Sum.values()) {
            double most = Wire.LONGEST_TIME * totals.of(sum.addends());
            require(totals.of(sum) >= 0 && totals.of(sum) <= most + ROUNDING, "sum");
        }
        return totals;
    }

    private List<Double> times(int count) throws DatagramException {
        List<Double> times = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            times.add(time("time to first token"));
        }
        return times;
    }

    private List<Ended> ended(int count) throws DatagramException {
        List<Ended> ended = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ended.add(new Ended(
                    Integer.toUnsignedLong(in.getInt()),
                    Integer.toUnsignedLong(in.getInt()),
                    time("time between tokens")));
        }
        return ended;
    }

    private double time(String what) throws DatagramException {
        double seconds = in.getDouble();
        require(seconds >= 0 && seconds <= Wire.LONGEST_TIME, what);
        return seconds;
    }

    private EngineFacts facts() throws DatagramException {
        if (in.remaining() < 12) {
            throw new DatagramException(Fault.LENGTH, "facts longer than the datagram");
        }
        return new EngineFacts(
                Integer.toUnsignedLong(in.getInt()),
                Integer.toUnsignedLong(in.getInt()),
                Integer.toUnsignedLong(in.getInt()),
                text(Wire.LONGEST_MODEL),
                text(Wire.LONGEST_VERSION));
    }

    private String text(int longest) throws DatagramException {
        int length = in.remaining() < 2 ? -1 : Short.toUnsignedInt(in.getShort());
        if (length < 0 || length > in.remaining()) {
            throw new DatagramException(Fault.LENGTH, "text longer than the datagram");
        }
        require(length <= longest, "text");
        ByteBuffer raw = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
            require(text.codePoints().noneMatch(Character::isISOControl), "text");
            return text;
        } catch (CharacterCodingException broken) {
            throw new DatagramException(Fault.IMPLAUSIBLE, "text that is not UTF-8");
        }
    }

    private static void require(boolean plausible, String field) throws DatagramException {
        if (!plausible) {
            throw new DatagramException(Fault.IMPLAUSIBLE, field + " out of range");
        }
    }

    private static void agree(boolean agrees, String what) throws DatagramException {
        if (!agrees) {
            throw new DatagramException(Fault.CONTRADICTORY, "more " + what + " listed than counted");
        }
    }
}
