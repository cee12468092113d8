package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    private static final Request FIRST = new Request(Duration.ZERO, 10, 1);
    private static final Request SECOND = new Request(Duration.ofSeconds(1), 20, 2);
    private static final Request THIRD = new Request(Duration.ofSeconds(4), 30, 3);

    @Test
    void keepsItsRequestsAsGiven() {
        Trace trace = new Trace("t", List.of(FIRST, SECOND, THIRD));

        assertThat(trace.requests()).containsExactly(FIRST, SECOND, THIRD);
        assertThat(trace.request(2)).isEqualTo(THIRD);
        assertThat(trace.totalPromptTokens()).isEqualTo(60);
        assertThat(trace.totalOutputTokens()).isEqualTo(6);
    }

    @Test
    void measuresItsSpanGapAndRate() {
        Trace trace = new Trace("t", List.of(FIRST, SECOND, THIRD));

        assertThat(trace.span()).isEqualTo(Duration.ofSeconds(4));
        assertThat(trace.meanGap()).isEqualTo(Duration.ofSeconds(2));
        assertThat(trace.meanRate()).contains(new ArrivalRate(0.5));
    }

    @Test
    void hasNoRateWhenAllArrivesAtOnce() {
        Trace trace = new Trace("t", List.of(FIRST, FIRST));

        assertThat(trace.meanRate()).isEmpty();
        assertThat(trace.meanGap()).isZero();
    }

    @Test
    void refusesToBeEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trace("t", List.of()))
                .withMessageContaining("no requests");
    }

    @Test
    void refusesRequestsOutOfOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trace("t", List.of(SECOND, FIRST)))
                .withMessageContaining("arrives before");
    }

    @Test
    void equalsATraceOfTheSameRequests() {
        assertThat(new Trace("t", List.of(FIRST, SECOND)))
                .isEqualTo(new Trace("t", List.of(FIRST, SECOND)))
                .hasSameHashCodeAs(new Trace("t", List.of(FIRST, SECOND)))
                .isNotEqualTo(new Trace("t", List.of(FIRST, THIRD)));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-1,1", "10000001,1", "1,0", "1,-5", "1,1000001"})
    void refusesARequestWithAbsurdTokens(int prompt, int output) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(Duration.ZERO, prompt, output));
    }

    @Test
    void refusesARequestBeforeTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(Duration.ofNanos(-1), 1, 1));
    }
}
