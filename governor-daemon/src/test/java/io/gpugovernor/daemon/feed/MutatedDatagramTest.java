package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damages datagrams at random: {@code -Dgpugovernor.feed.mutations=1000000} for a million of them. */
class MutatedDatagramTest {
    private static final int MUTATIONS = Integer.getInteger("gpugovernor.feed.mutations", 20_000);
    private static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    private static final List<ByteBuffer> SOUND =
            List.of(Golden.read("busy"), Golden.read("idle"), Golden.read("asleep"));

    @Test
    void everyMutationGivesAResultOrAFault() {
        FeedAccumulator accumulator = new FeedAccumulator(SLO, Duration.ofSeconds(3));
        int accepted = 0;
        int refused = 0;
        long now = 5_000_000_000L;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            now += random.nextInt(20_000_000);
            try {
                boolean used =
                        accumulator.accept(mutated(random), new Moment(now)).isEmpty();
                accepted += used ? 1 : 0;
                refused += used ? 0 : 1;
                if (accumulator.read(new Moment(now)) instanceof Telemetry.Available heard) {
                    requirePlausible(heard.snapshot());
                }
            } catch (RuntimeException | AssertionError broken) {
                fail("seed " + seed, broken);
            }
        }
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    private static void requirePlausible(EngineSnapshot snapshot) {
        assertThat(snapshot.running()).isBetween(0L, 256 * Wire.MOST_REQUESTS);
        assertThat(snapshot.ttft().sum()).isFinite().isNotNegative();
    }

    private static ByteBuffer mutated(SplittableRandom random) {
        byte[] bytes = SOUND.get(random.nextInt(SOUND.size())).array().clone();
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                default -> {
                    int length = Math.min(8, bytes.length - at);
                    for (int b = 0; b < length; b++) {
                        bytes[at + b] = (byte) random.nextInt(256);
                    }
                }
            }
        }
        int cut = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : 0;
        return ByteBuffer.wrap(bytes, 0, bytes.length - cut);
    }
}
