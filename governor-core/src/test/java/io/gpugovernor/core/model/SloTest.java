package io.gpugovernor.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SloTest {
    private static final Ratio P99 = new Ratio(0.99);
    private static final Duration TTFT = Duration.ofMillis(600);
    private static final Duration TBT = Duration.ofMillis(100);

    @Test
    void mayPromiseOneOfTheTwo() {
        assertThat(new Slo(Optional.of(TTFT), Optional.empty(), P99).tbt()).isEmpty();
        assertThat(new Slo(Optional.empty(), Optional.of(TBT), P99).ttft()).isEmpty();
    }

    @Test
    void refusesToPromiseNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slo(Optional.empty(), Optional.empty(), P99))
                .withMessageContaining("TTFT target, a TBT target, or both");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesATargetNoRequestCanKeep(long nanos) {
        Duration target = Duration.ofNanos(nanos);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slo.of(target, TBT, P99))
                .withMessageContaining("TTFT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slo.of(TTFT, target, P99))
                .withMessageContaining("TBT");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void refusesAQuantileThatLeavesNoBudgetOrNoPromise(double quantile) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slo.of(TTFT, TBT, new Ratio(quantile)))
                .withMessageContaining("quantile");
    }

    @Test
    void allowsWhatTheQuantileLeaves() {
        assertThat(Slo.of(TTFT, TBT, P99).allowedMisses().value()).isEqualTo(0.01, within(1e-12));
    }
}
