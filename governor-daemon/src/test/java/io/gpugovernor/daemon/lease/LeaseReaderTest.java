package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.OWNER;
import static io.gpugovernor.daemon.lease.Leases.gpu;
import static io.gpugovernor.daemon.lease.Leases.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.units.Megahertz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeaseReaderTest {
    private static final LeaseContents CONTENTS =
            new LeaseContents(List.of(granted(0), new LeaseEntry.Salvaged("00000000:AF:00.0"), granted(1)));
    private static final byte[] TEXT = LeaseText.of(OWNER, CONTENTS);
    private static final long SEED = 20_260_301;

    @Test
    void readsWhatWasWritten() {
        LeaseReading reading = LeaseReader.read(TEXT);
        assertThat(reading.contents()).isEqualTo(CONTENTS);
        assertThat(reading.owner()).contains(OWNER);
        assertThat(reading.defects()).isEmpty();
    }

    @Test
    void isTextThatPeopleCanRead() {
        assertThat(new String(LeaseText.of(OWNER, new LeaseContents(List.of(granted(0)))), StandardCharsets.US_ASCII))
                .matches("gpu-governor-lease 1 pid=4242 since=2026-03-01T12:00:00Z gpus=1 crc=[0-9a-f]{8}\n"
                        + "gpu GPU-0000abc0-1b2c-4d5e-8f90-a1b2c3d4e5f6 pci=00000000:3B:00.0 index=0 lowest=345"
                        + " highest=1410 since=2026-03-01T12:00:00Z model=NVIDIA\\+H100\\+80GB crc=[0-9a-f]{8}\n");
    }

    @Test
    void keepsNamesThatLookLikeSyntax() {
        GpuId odd = new GpuId(3, "GPU a=b\n%41", "", "crc=00000000\r\nµ+ model=x");
        LeaseContents contents = new LeaseContents(
                List.of(new LeaseEntry.Granted(odd, new Megahertz(1), new Megahertz(2), Leases.NOON)));
        assertThat(LeaseReader.read(LeaseText.of(OWNER, contents)).contents()).isEqualTo(contents);
    }

    @Test
    void namesAnotherVersionAndKeepsItsGpus() {
        String other = LeaseLine.sealed("gpu-governor-lease 2 who=me") + "{\"gpu\": \"" + gpu(4).uuid()
                + "\"}\n{\"pci\": \"00000000:C1:00.0\"}\n";
        LeaseReading reading = LeaseReader.read(other.getBytes(StandardCharsets.US_ASCII));
        assertThat(reading.defects()).contains("it has version 2, and this program reads version 1");
        assertThat(reading.contents().entries())
                .containsExactly(new LeaseEntry.Salvaged(gpu(4).uuid()), new LeaseEntry.Salvaged("00000000:C1:00.0"));
    }

    @Test
    void namesAFileThatIsNoLease() {
        LeaseReading reading = LeaseReader.read("hello\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(reading.defects()).containsExactly("it does not begin as a lease does");
        assertThat(reading.contents().entries()).isEmpty();
    }

    @Test
    void noticesALineThatIsMissing() {
        String text = new String(TEXT, StandardCharsets.US_ASCII);
        String shorter = text.substring(0, text.stripTrailing().lastIndexOf('\n') + 1);
        assertThat(LeaseReader.read(shorter.getBytes(StandardCharsets.US_ASCII)).defects())
                .containsExactly("it says GPUs: 3, but whole entries: 2");
    }

    @Test
    void findsAGpuByItsBusAddressWhereItsUuidIsDamaged() {
        String text = new String(TEXT, StandardCharsets.US_ASCII).replace(gpu(1).uuid(), "GPU-zzzz");
        assertThat(LeaseReader.read(text.getBytes(StandardCharsets.US_ASCII))
                        .contents()
                        .entries())
                .contains(granted(0), new LeaseEntry.Salvaged(gpu(1).pciBusId()));
    }

    @Test
    void takesNoTimeOfDayForABusAddress() {
        String text = "gpu x since=2026-03-01T12:00:00.0Z 00:00:00.0 model=1\n";
        assertThat(LeaseReader.read(text.getBytes(StandardCharsets.US_ASCII))
                        .contents()
                        .entries())
                .isEmpty();
    }

    @Test
    void noticesEveryChangedByteAndKeepsTheOtherGpus() {
        for (int at = 0; at < TEXT.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = TEXT.clone();
                changed[at] ^= (byte) (1 << bit);
                LeaseReading reading = LeaseReader.read(changed);
                assertThat(reading.defects()).as("bit %d of byte %d", bit, at).isNotEmpty();
                assertThat(CONTENTS.entries().stream()
                                .filter(entry -> isKept(reading, entry))
                                .count())
                        .as("bit %d of byte %d", bit, at)
                        .isGreaterThanOrEqualTo(CONTENTS.entries().size() - 1);
            }
        }
    }

    @Test
    void survivesAnyGarbage() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int run = 0; run < 20_000; run++) {
            byte[] garbage = mutated(random);
            LeaseReading reading = LeaseReader.read(garbage);
            boolean clean = reading.defects().isEmpty();
            assertThat(clean && !reading.contents().equals(CONTENTS))
                    .as(
                            "seed %d, run %d passed as a whole lease:%n%s",
                            SEED, run, new String(garbage, StandardCharsets.ISO_8859_1))
                    .isFalse();
            assertThat(reading.defects()).hasSizeLessThanOrEqualTo(6);
        }
    }

    /** Some bytes of the lease overwritten, or a piece of it moved, doubled, removed, or noise put in its place. */
    private static byte[] mutated(SplittableRandom random) {
        int from = random.nextInt(TEXT.length);
        int length = random.nextInt(TEXT.length - from + 1);
        int to = random.nextInt(TEXT.length);
        byte[] piece = new byte[length];
        if (random.nextBoolean()) {
            System.arraycopy(TEXT, from, piece, 0, length);
        } else {
            random.nextBytes(piece);
        }
        int skip = random.nextInt(TEXT.length - to + 1);
        byte[] result = new byte[to + length + TEXT.length - to - skip];
        System.arraycopy(TEXT, 0, result, 0, to);
        System.arraycopy(piece, 0, result, to, length);
        System.arraycopy(TEXT, to + skip, result, to + length, TEXT.length - to - skip);
        return result;
    }

    private static boolean isKept(LeaseReading reading, LeaseEntry entry) {
        return reading.contents().entries().stream()
                .anyMatch(found -> found.equals(entry)
                        || (entry instanceof LeaseEntry.Granted granted && found.names(granted.gpu())));
    }
}
