package io.gpugovernor.daemon.feed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a datagram's bytes, as the engine's plugin does; for the simulated engine, and to test the decoder. */
final class DatagramEncoder {
    private DatagramEncoder() {}

    /** @throws java.nio.BufferOverflowException if a list or text is longer than the format allows */
    static ByteBuffer encode(Datagram datagram) {
        ByteBuffer out = ByteBuffer.allocate(Wire.LONGEST).order(ByteOrder.LITTLE_ENDIAN);
        int flags = (datagram.gauges().isPresent() ? Wire.GAUGES : 0)
                | (datagram.facts().isPresent() ? Wire.FACTS : 0)
                | (datagram.asleep() ? Wire.ASLEEP : 0);
        out.putInt(Wire.MAGIC).put(Wire.VERSION).put((byte) flags).putShort((short) 0);
        out.putLong(datagram.sender().start()).putLong(datagram.sequence());
        out.putInt(datagram.sender().engine()).putInt(datagram.process()).putLong(datagram.sent());
        datagram.gauges()
                .ifPresentOrElse(
                        gauges -> out.putLong(gauges.at())
                                .putInt((int) gauges.running())
                                .putInt((int) gauges.waiting())
                                .putDouble(gauges.kvUsage().value()),
                        () -> out.putLong(0).putInt(0).putInt(0).putDouble(0));
        for (Count count : Count.values()) {
            out.putLong(datagram.totals().of(count));
        }
        for (Sum sum : Sum.values()) {
            out.putDouble(datagram.totals().of(sum));
        }
        out.putShort((short) datagram.ttfts().size())
                .putShort((short) datagram.ended().size());
        out.putInt((int) datagram.ttftsLeftOut()).putInt((int) datagram.endedLeftOut());
        datagram.ttfts().forEach(out::putDouble);
        datagram.ended()
                .forEach(ended -> out.putInt((int) ended.prompt())
                        .putInt((int) ended.generated())
                        .putDouble(ended.span()));
        datagram.facts().ifPresent(facts -> {
            out.putInt((int) facts.tensorParallel())
                    .putInt((int) facts.maxSequences())
                    .putInt((int) facts.maxBatchedTokens());
            text(out, facts.model());
            text(out, facts.version());
        });
        out.putShort(Wire.LENGTH_OFFSET, (short) out.position());
        return out.flip();
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }
}
