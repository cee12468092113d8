package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderFuzzTest {
    private static final String CSV = """
            TIMESTAMP,ContextTokens,GeneratedTokens\r
            2023-11-16 18:15:46.6805900,374,44\r
            "2023-11-16 18:15:50.9951690",396,109\r
            2024-05-10 00:00:00.009930+00:00,879,55""";
    private static final String JSON = """
            {"timestamp": 0, "input_length": 6758, "output_length": 500}
            {"timestamp": 3000.5, "input_length": 7, "output_length": 5, "hash_ids": [0, 14, 15]}
            """;
    private static final int ROUNDS = 20_000;
    private static final byte[] TELLING = "{}[]\",:-.e0+\n\r \0\u001f".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {CSV, JSON})
    void mutatedFilesGiveATraceOrOneClearError(String text) {
        byte[] valid = text.getBytes(StandardCharsets.UTF_8);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            int refused = 0;
            for (long seed = 0; seed < ROUNDS; seed++) {
                refused += refuses(mutate(valid, new SplittableRandom(seed)), seed) ? 1 : 0;
            }
            // Both ends must be reached, or the mutations test nothing.
            assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 100);
        });
    }

    @Test
    void randomBytesGiveATraceOrOneClearError() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(refuses(bytes, seed)).as("seed %d", seed).isTrue();
        }
    }

    private static boolean refuses(byte[] bytes, long seed) {
        try {
            Trace trace = TraceText.read(bytes, TraceLimits.STANDARD);
            assertThat(trace.requests()).as("seed %d", seed).isNotEmpty().doesNotContainNull();
            return false;
        } catch (TraceFormatException e) {
            assertThat(e.getMessage()).as("seed %d", seed).startsWith("t: ").doesNotContain("\n", "\r", "\0");
            assertThat(e.getMessage()).as("seed %d", seed).hasSizeLessThan(300);
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static byte[] mutate(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        for (int edits = 1 + random.nextInt(3); edits > 0 && bytes.length > 0; edits--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
            bytes = switch (random.nextInt(6)) {
                case 0 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
                case 1 -> spliced(bytes, at, 1, new byte[] {TELLING[random.nextInt(TELLING.length)]});
                case 2 -> spliced(bytes, at, length, new byte[0]);
                case 3 -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
                case 4 -> spliced(bytes, at, bytes.length - at, new byte[0]);
                default -> spliced(bytes, at, 1, new byte[] {(byte) ('0' + random.nextInt(10))});
            };
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] inserted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(inserted);
        out.write(bytes, at + removed, bytes.length - at - removed);
        return out.toByteArray();
    }
}
