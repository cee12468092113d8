package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BookkeeperTest {
    private static final Moment NOW = new Moment(0);
    private final Bookkeeper books = new Bookkeeper(Models.SLO);

    @Test
    void countsNoEnergyFromAFirstReading() {
        books.meter(List.of(gpu(0, 5000)));
        assertThat(books.account(NOW).energy()).isEqualTo(Joules.ZERO);
    }

    @Test
    void addsWhatEveryCounterAdvanced() {
        books.meter(List.of(gpu(0, 5000), gpu(1, 100)));
        books.meter(List.of(gpu(0, 5010), gpu(1, 103)));
        books.meter(List.of(gpu(0, 5030), gpu(1, 103)));
        assertThat(books.account(NOW).energy()).isEqualTo(new Joules(33));
    }

    @Test
    void startsAnewWhereACounterFellBack() {
        books.meter(List.of(gpu(0, 5000)));
        books.meter(List.of(gpu(0, 10)));
        assertThat(books.account(NOW).energy()).isEqualTo(Joules.ZERO);
        books.meter(List.of(gpu(0, 17)));
        assertThat(books.account(NOW).energy()).isEqualTo(new Joules(7));
    }

    @Test
    void bridgesAReadingThatFailed() {
        books.meter(List.of(gpu(0, 5000)));
        books.meter(List.of(reading(0, Reading.absent("not supported"))));
        books.meter(List.of(gpu(0, 5020)));
        assertThat(books.account(NOW).energy()).isEqualTo(new Joules(20));
    }

    @Test
    void savesTheDifferenceToMaximumOverTime() {
        Outlook outlook = new Outlook(
                new Watts(100),
                new Watts(160),
                Optional.empty(),
                Optional.empty(),
                0,
                Joules.ZERO,
                Joules.ZERO,
                Joules.ZERO);
        books.save(Optional.of(outlook), Duration.ofMillis(500));
        books.save(Optional.empty(), Duration.ofHours(1));
        assertThat(books.account(NOW).saved().value()).isEqualTo(30, within(1e-9));
    }

    @Test
    void countsChangesOfTheClock() {
        books.clockChanged();
        books.clockChanged();
        assertThat(books.account(NOW).clockChanges()).isEqualTo(2);
    }

    private static GpuReading gpu(int index, double joules) {
        return reading(index, Reading.of(new Joules(joules)));
    }

    private static GpuReading reading(int index, Reading<Joules> energy) {
        return new GpuReading(
                new GpuId(index, "GPU-" + index, "00000000:3B:00." + index, "H100"),
                Reading.absent("not asked"),
                Reading.absent("not asked"),
                energy,
                Set.of());
    }
}
