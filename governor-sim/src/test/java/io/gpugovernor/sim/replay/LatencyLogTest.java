package io.gpugovernor.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.engine.Completion;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyLogTest {
    private final LatencyLog log = new LatencyLog();

    @Test
    void tellsWhichTargetWasKept() {
        ended(100, 50);
        ended(700, 50);
        ended(100, 150);
        ended(700, 150);

        Attainment attainment = log.attainment(Scenarios.SLO, 4);

        assertThat(attainment).isEqualTo(new Attainment(new Ratio(0.5), new Ratio(0.5), new Ratio(0.25)));
    }

    @Test
    void keepsATargetThatIsMetExactly() {
        ended(600, 100);

        assertThat(log.attainment(Scenarios.SLO, 1).joint()).isEqualTo(Ratio.ONE);
    }

    @Test
    void countsRequestsThatNeverEndedAsMisses() {
        ended(100, 50);

        assertThat(log.attainment(Scenarios.SLO, 4))
                .isEqualTo(new Attainment(new Ratio(0.25), new Ratio(0.25), new Ratio(0.25)));
    }

    @Test
    void asksNoTimeBetweenTokensOfASingleOne() {
        log.accept(new Completion(Duration.ofMillis(100), Optional.empty()));

        assertThat(log.attainment(Scenarios.SLO, 1).tbt()).isEqualTo(Ratio.ONE);
        assertThat(log.tbt().isEmpty()).isTrue();
        assertThat(log.ttft().p50()).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void judgesByWhatWasPromisedOnly() {
        ended(700, 50);
        Slo steady = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(100)), new Ratio(0.99));
        Slo early = new Slo(Optional.of(Duration.ofMillis(600)), Optional.empty(), new Ratio(0.99));

        assertThat(log.attainment(steady, 1).joint()).isEqualTo(Ratio.ONE);
        assertThat(log.attainment(early, 1).joint()).isEqualTo(Ratio.ZERO);
        assertThat(log.attainment(early, 1).tbt()).isEqualTo(Ratio.ONE);
    }

    @Test
    void growsBeyondItsFirstThousand() {
        for (int i = 1; i <= 5000; i++) {
            ended(i, 10);
        }

        assertThat(log.size()).isEqualTo(5000);
        assertThat(log.ttft().p50()).isCloseTo(2.5, within(1e-5));
        assertThat(log.ttft().p99()).isCloseTo(4.95, within(1e-5));
        assertThat(log.tbt().p99()).isCloseTo(0.01, within(1e-6));
    }

    private void ended(int ttftMillis, int tbtMillis) {
        log.accept(new Completion(Duration.ofMillis(ttftMillis), Optional.of(Duration.ofMillis(tbtMillis))));
    }
}
