package io.gpugovernor.sim.characterize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.TinyHardware;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final Watts POWER = new Watts(100);
    private static final Duration TTFT = Duration.ofMillis(200);
    private static final Duration TBT = Duration.ofMillis(20);

    @Test
    void tellsErrorsRelativeToWhatWasMeasured() {
        Validation.Row row = row(2, 1, 1.10, 0.75, 1.5);

        assertThat(row.powerError()).isCloseTo(0.10, within(1e-9));
        assertThat(row.ttftError()).isCloseTo(-0.25, within(1e-9));
        assertThat(row.tbtError()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void takesTheMedianOfAbsoluteErrors() {
        Validation validation =
                new Validation(List.of(row(2, 1, 0.7, 1, 1), row(3, 1, 1.02, 1, 1), row(4, 1, 0.96, 1, 1)));

        assertThat(validation.median(Validation.Row::powerError)).isCloseTo(0.04, within(1e-9));
        assertThat(validation.median(Validation.Row::ttftError)).isCloseTo(0, within(1e-9));
    }

    @Test
    void findsTheWorstRowInEitherDirection() {
        Validation validation =
                new Validation(List.of(row(2, 1, 1.2, 1, 1.1), row(3, 1, 0.7, 1, 1), row(4, 1, 1.1, 1, 0.8)));

        assertThat(validation.worst(Validation.Row::powerError).measured().line())
                .isEqualTo(3);
        assertThat(validation.worst(Validation.Row::tbtError).measured().line()).isEqualTo(4);
    }

    @Test
    void placesARowAmongTheRatesAtItsClock() {
        List<Validation.Row> rows = List.of(
                row(2, 4, 1, 1, 1), row(3, 1, 1, 1, 1), row(4, 2, 1, 1, 1), row(5, 3, 1, 1, 1), row(6, 5, 1, 1, 1));
        Validation validation = new Validation(rows);

        assertThat(validation.place(rows.get(1))).isEqualTo(Validation.Place.LOWEST);
        assertThat(validation.place(rows.get(2))).isEqualTo(Validation.Place.BETWEEN);
        assertThat(validation.place(rows.get(0))).isEqualTo(Validation.Place.NEAR_SATURATION);
        assertThat(validation.place(rows.get(4))).isEqualTo(Validation.Place.NEAR_SATURATION);
    }

    @Test
    void findsNoErrorInASweepOfTheTwinItself() {
        ServingPoint own = ServingPoint.measure(TinyHardware.jittered(), TinyHardware.LOWEST, 0.5, 100, 20, 200, 7 + 2);
        SweepRow sweep = new SweepRow(2, 2, 100, 20, TinyHardware.LOWEST, 0.5, own.power(), own.ttft(), own.tbt());

        Validation validation = Validation.of(TinyHardware.jittered(), List.of(sweep), 200, line -> {});

        assertThat(validation.rows()).singleElement().satisfies(row -> {
            assertThat(row.powerError()).isZero();
            assertThat(row.ttftError()).isZero();
            assertThat(row.tbtError()).isZero();
        });
    }

    @Test
    void comparesOnlyRowsOfItsOwnSizeInTheirOrder() {
        SweepRow other = new SweepRow(2, 8, 100, 20, TinyHardware.LOWEST, 0.5, POWER, TTFT, TBT);
        SweepRow first = new SweepRow(3, 2, 100, 20, TinyHardware.LOWEST, 0.5, POWER, TTFT, TBT);
        SweepRow second = new SweepRow(4, 2, 100, 20, TinyHardware.HIGHEST, 0.5, POWER, TTFT, TBT);

        Validation validation = Validation.of(TinyHardware.exact(), List.of(other, first, second), 50, line -> {});

        assertThat(validation.rows()).extracting(Validation.Row::measured).containsExactly(first, second);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validation.of(TinyHardware.exact(), List.of(other), 50, line -> {}))
                .withMessageContaining("2 GPUs (tp=2)")
                .withMessageContaining("tiny");
    }

    @Test
    void servesFasterAndAtMorePowerAtAHigherClock() {
        ServingPoint slow = ServingPoint.measure(TinyHardware.jittered(), TinyHardware.LOWEST, 0.5, 100, 20, 200, 1);
        ServingPoint fast = ServingPoint.measure(TinyHardware.jittered(), TinyHardware.HIGHEST, 0.5, 100, 20, 200, 1);

        assertThat(fast.ttft()).isLessThan(slow.ttft());
        assertThat(fast.tbt()).isLessThan(slow.tbt());
        assertThat(fast.power()).isGreaterThan(slow.power());
    }

    private static Validation.Row row(int line, double rate, double power, double ttft, double tbt) {
        SweepRow measured = new SweepRow(line, 2, 100, 20, new Megahertz(700), rate, POWER, TTFT, TBT);
        return new Validation.Row(measured, new ServingPoint(POWER.times(power), scaled(TTFT, ttft), scaled(TBT, tbt)));
    }

    private static Duration scaled(Duration time, double factor) {
        return Durations.ofSeconds(Durations.seconds(time) * factor);
    }
}
