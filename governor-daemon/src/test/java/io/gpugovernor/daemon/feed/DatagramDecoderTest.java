package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gpugovernor.core.units.Ratio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramDecoderTest {
    private static final int TTFTS_OFFSET = 200;

    @Test
    void readsEveryFieldOfABusyEngine() throws DatagramException {
        Datagram busy = DatagramDecoder.decode(Golden.read("busy"));

        assertThat(busy.sender()).isEqualTo(new Datagram.Sender(0x0123456789ABCDEFL, 5));
        assertThat(busy.sequence()).isEqualTo(77);
        assertThat(busy.process()).isEqualTo(4242);
        assertThat(busy.sent()).isEqualTo(5_000_100_000L);
        assertThat(busy.asleep()).isFalse();
        assertThat(busy.gauges()).contains(new Gauges(37, 5, new Ratio(0.625), 5_000_000_000L));
        assertThat(busy.totals().of(Count.STEPS)).isEqualTo(1);
        assertThat(busy.totals().of(Count.FIRST_TOKENS)).isEqualTo(2);
        assertThat(busy.totals().ended()).isEqualTo(4);
        assertThat(busy.totals().of(Count.ABORTED)).isEqualTo(1);
        assertThat(busy.totals().prompt()).isEqualTo(2000);
        assertThat(busy.totals().of(Count.PROMPT_CACHED)).isEqualTo(500);
        assertThat(busy.totals().of(Count.GENERATED)).isEqualTo(39);
        assertThat(busy.totals().of(Count.PREEMPTIONS)).isEqualTo(2);
        assertThat(busy.totals().of(Count.GAPS)).isEqualTo(37);
        assertThat(busy.totals().of(Count.SPANS)).isEqualTo(2);
        assertThat(busy.totals().of(Count.ENDED_PROMPT)).isEqualTo(2957);
        assertThat(busy.totals().of(Count.ENDED_GENERATED)).isEqualTo(140);
        assertThat(busy.totals().of(Sum.TTFT)).isEqualTo(0.8625);
        assertThat(busy.totals().of(Sum.GAP)).isEqualTo(1.15625);
        assertThat(busy.totals().of(Sum.SPAN)).isEqualTo(0.1625);
        assertThat(busy.ttfts()).containsExactly(0.25, 0.6125);
        assertThat(busy.ended())
                .containsExactly(
                        new Ended(812, 127, 0.0375),
                        new Ended(2048, 1, 0),
                        new Ended(96, 12, 0.125),
                        new Ended(1, 0, 0));
        assertThat(busy.facts()).contains(new EngineFacts(8, 256, 8192, "meta-llama/Llama-3.1-70B-Instruct", "0.11.0"));
    }

    @Test
    void readsAnEngineThatHasMadeNoStep() throws DatagramException {
        Datagram idle = DatagramDecoder.decode(Golden.read("idle"));

        assertThat(idle.gauges()).isEmpty();
        assertThat(idle.facts()).isEmpty();
        assertThat(idle.totals().of(Count.FIRST_TOKENS)).isZero();
    }

    @Test
    void anEngineThatSleepsHasNothingToDo() throws DatagramException {
        Datagram asleep = DatagramDecoder.decode(Golden.read("asleep"));
        Datagram frozen =
                DatagramDecoder.decode(new Told(1, 0).has(5, 2).sleeps().bytes(9));

        assertThat(asleep.asleep()).isTrue();
        assertThat(frozen.gauges()).contains(new Gauges(0, 0, new Ratio(0.5), 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "busy", "asleep"})
    void writesWhatItReads(String name) throws DatagramException {
        ByteBuffer bytes = Golden.read(name);

        assertThat(DatagramEncoder.encode(DatagramDecoder.decode(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, MAGIC", "4, VERSION", "5, IMPLAUSIBLE", "6, LENGTH", "7, LENGTH"})
    void refusesAnotherFormat(int offset, Fault fault) {
        refuses(fault, bytes -> bytes.put(offset, (byte) (bytes.get(offset) ^ 0x70)));
    }

    @Test
    void refusesNumbersThatNoEngineHas() {
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putLong(16, 0));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putLong(16, -1));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putInt(24, 1024));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putLong(32, -1));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putLong(40, Long.MAX_VALUE));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putInt(48, -1));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putInt(52, 1_000_001));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putDouble(56, 1.01));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putDouble(56, Double.NaN));
        for (int i = 0; i < Count.size(); i++) {
            int offset = 64 + 8 * i;
            refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putLong(offset, -1));
            refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putLong(offset, (1L << 53) + 1));
        }
        for (int i = 0; i < Sum.size(); i++) {
            int offset = 176 + 8 * i;
            refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putDouble(offset, -1));
            refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putDouble(offset, Double.POSITIVE_INFINITY));
            refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putDouble(offset, 1e9));
        }
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putDouble(212, -0.1));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putDouble(212, 86_401));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.putShort(TTFTS_OFFSET, (short) 257));
    }

    @Test
    void refusesMoreEventsThanWereCounted() {
        refuses(Fault.CONTRADICTORY, bytes -> bytes.putInt(204, 1));
        refuses(Fault.CONTRADICTORY, bytes -> bytes.putInt(208, -1));
    }

    @Test
    void refusesATextThatWouldSpoilALog() {
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.put(312, (byte) '\n'));
        refuses(Fault.IMPLAUSIBLE, bytes -> bytes.put(312, (byte) 0xFF));
        refuses(Fault.LENGTH, bytes -> bytes.putShort(304, (short) 300));
    }

    @Test
    void refusesEveryTruncation() {
        ByteBuffer whole = Golden.read("busy");
        for (int size = 0; size < whole.limit(); size++) {
            assertThat(fault(whole.slice(0, size))).as(size + " bytes").contains(Fault.LENGTH);
        }
        assertThat(fault(ByteBuffer.allocate(Wire.LONGEST + 1))).contains(Fault.LENGTH);
    }

    private static void refuses(Fault fault, Consumer<ByteBuffer> damage) {
        ByteBuffer bytes = Golden.read("busy").order(ByteOrder.LITTLE_ENDIAN);
        damage.accept(bytes);
        assertThat(fault(bytes)).contains(fault);
    }

    private static Optional<Fault> fault(ByteBuffer bytes) {
        DatagramException refused = catchThrowableOfType(DatagramException.class, () -> DatagramDecoder.decode(bytes));
        return Optional.ofNullable(refused).map(DatagramException::fault);
    }
}
