package io.gpugovernor.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryModeTest {
    private final Twin twin =
            new Twin(TinyHardware.exact(), SwitchTiming.DEFAULT, new SplittableRandom(1), completion -> {});

    @Test
    void decidesAsOftenAsItScrapes() {
        assertThat(new TelemetryMode.Scrape(Duration.ofMillis(250)).decisionPeriod())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void decidesAfterEveryStepWithAFeed() {
        assertThat(new TelemetryMode.Feed(Duration.ofMillis(250)).decisionPeriod())
                .isLessThan(Duration.ofMillis(250));
        assertThat(new TelemetryMode.Feed(Duration.ofMillis(20)).decisionPeriod())
                .isEqualTo(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1S"})
    void refusesAPeriodInWhichTimeWouldStandStill(Duration period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TelemetryMode.Scrape(period))
                .withMessageContaining("above zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TelemetryMode.Feed(period))
                .withMessageContaining("above zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TelemetryMode.EveryStep(period))
                .withMessageContaining("above zero");
    }

    @Test
    void scrapesAtAFixedPeriodFromAPhaseWithinIt() {
        Ticker ticker = new Ticker(Scenarios.QUARTERS, new SplittableRandom(1));
        twin.submit(100, 100);

        long first = ticker.next(twin);
        ticker.ticked(first, twin);

        assertThat(first).isBetween(0L, 249_999_999L);
        assertThat(ticker.next(twin)).isEqualTo(first + 250_000_000);
    }

    @Test
    void looksWheneverAStepBeginsWhereThePolicyIsPartOfTheEngine() {
        Ticker ticker = new Ticker(new TelemetryMode.EveryStep(Duration.ofSeconds(10)), new SplittableRandom(1));
        twin.advanceTo(new Moment(5_000_000));
        twin.submit(100, 100);

        // A request wakes the idle engine: the step begins at once, and lasts 112 ms.
        assertThat(ticker.next(twin)).isEqualTo(5_000_000);
        ticker.ticked(5_000_000, twin);
        assertThat(ticker.next(twin)).isEqualTo(117_000_000);
    }

    @Test
    void neverLooksTwiceAtTheSameMoment() {
        Ticker ticker = new Ticker(new TelemetryMode.EveryStep(Duration.ofSeconds(10)), new SplittableRandom(1));
        twin.advanceTo(new Moment(5_000_000));
        ticker.ticked(5_000_000, twin);
        twin.submit(100, 100);

        assertThat(ticker.next(twin)).isGreaterThan(5_000_000);
    }

    @Test
    void looksWhenAStepEndsWithAFeed() {
        Ticker ticker = new Ticker(new TelemetryMode.Feed(Duration.ofSeconds(10)), new SplittableRandom(1));
        twin.submit(100, 100);

        assertThat(ticker.next(twin)).isEqualTo(twin.stepEnd().nanos()).isEqualTo(112_000_000);
    }

    @Test
    void coalescesPushes() {
        Ticker ticker = new Ticker(new TelemetryMode.Feed(Duration.ofSeconds(10)), new SplittableRandom(1));
        twin.submit(100, 100);
        ticker.ticked(111_000_000, twin);

        assertThat(ticker.next(twin)).isEqualTo(121_000_000);
    }

    @Test
    void looksOnceAPeriodThoughNothingIsPushed() {
        Ticker ticker = new Ticker(new TelemetryMode.Feed(Duration.ofSeconds(10)), new SplittableRandom(1));
        ticker.ticked(1_000_000_000, twin);

        assertThat(ticker.next(twin)).isEqualTo(11_000_000_000L);
    }
}
