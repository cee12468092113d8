package io.gpugovernor.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.WebConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private long nanos;

    @Test
    void grantsABurstAndThenOneAnInterval() {
        TokenBucket bucket =
                new TokenBucket(new WebConfig.RateLimit(Duration.ofSeconds(2), 3), () -> new Moment(nanos));

        assertThat(granted(bucket, 10)).isEqualTo(3);
        nanos += 1_999_999_999L;
        assertThat(granted(bucket, 10)).isZero();
        nanos += 1;
        assertThat(granted(bucket, 10)).isEqualTo(1);
        nanos += Duration.ofHours(1).toNanos();
        assertThat(granted(bucket, 10)).isEqualTo(3);
    }

    private static int granted(TokenBucket bucket, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += bucket.take() ? 1 : 0;
        }
        return granted;
    }
}
