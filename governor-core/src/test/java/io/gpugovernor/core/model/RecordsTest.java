package io.gpugovernor.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordsTest {
    @Test
    void anAccountOwesNothingBeforeItServed() {
        assertThat(Account.EMPTY.ttftAttainment()).isEqualTo(Ratio.ONE);
        assertThat(Account.EMPTY.tbtAttainment()).isEqualTo(Ratio.ONE);
    }

    @Test
    void anAccountKeepsTheTwoPromisesApart() {
        Account account = new Account(Joules.ZERO, Joules.ZERO, 200, 2, 50, 10, 7, Served.NONE);
        assertThat(account.ttftAttainment().value()).isEqualTo(0.99, within(1e-12));
        assertThat(account.tbtAttainment().value()).isEqualTo(0.8, within(1e-12));
    }

    @Test
    void everyReasonExplainsItselfInItsOwnWords() {
        assertThat(Stream.of(Reason.values()).map(Reason::explanation))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotEndWith("."));
    }

    @Test
    void everyActuationHasItsOwnOutcome() {
        Stream<Actuation> all = Stream.of(
                new Actuation.Accepted(),
                new Actuation.NotNeeded(),
                new Actuation.ObservedOnly(),
                new Actuation.Failed("no permission"));
        assertThat(all.map(Actuation::outcome)).containsExactly("accepted", "not_needed", "observed_only", "failed");
    }

    @Test
    void aReadingIsPresentOrSaysWhyNot() {
        List<Integer> seen = new ArrayList<>();
        Reading.of(5).ifPresent(seen::add);
        Reading.<Integer>absent("NVML says: not supported").ifPresent(seen::add);
        assertThat(seen).containsExactly(5);
    }

    @Test
    void aDecisionChangesTheClockWhenItAsksForAnother() {
        assertThat(decision(Optional.empty(), Optional.of(new Megahertz(345))).changesClock())
                .isTrue();
        assertThat(decision(Optional.of(new Megahertz(345)), Optional.empty()).changesClock())
                .isTrue();
        assertThat(decision(Optional.of(new Megahertz(345)), Optional.of(new Megahertz(345)))
                        .changesClock())
                .isFalse();
    }

    private static Decision decision(Optional<Megahertz> previous, Optional<Megahertz> setpoint) {
        return new Decision(
                new Moment(0),
                "chat",
                GovernorState.GOVERNING,
                Reason.OPTIMAL,
                "",
                previous,
                setpoint,
                new Actuation.NotNeeded(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Account.EMPTY);
    }
}
