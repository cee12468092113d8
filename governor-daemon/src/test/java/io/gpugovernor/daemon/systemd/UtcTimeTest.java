package io.gpugovernor.daemon.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UtcTimeTest {
    /** Against Java's own format, from a seed. */
    @Test
    void writesAnyMomentOfFourThousandYears() {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
        SplittableRandom random = new SplittableRandom(3);
        long from = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("4000-01-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 10_000; i++) {
            long moment = random.nextLong(from, to);
            assertThat(UtcTime.of(moment)).isEqualTo(format.format(Instant.ofEpochMilli(moment)));
        }
    }

    @Test
    void writesTheFirstMilliseconds() {
        assertThat(UtcTime.of(0)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(UtcTime.of(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
    }
}
