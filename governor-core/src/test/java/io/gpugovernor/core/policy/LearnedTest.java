package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.SwitchExperience;
import io.gpugovernor.core.forecast.TiltedScale;
import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnedTest {
    private static final TiltedScale SOUND = TiltedScale.recalled(-0.3, 0.1, 0.002, 0.001, 0.003);
    private static final SwitchExperience QUICK = SwitchExperience.recalled(0.03, 0.01);
    private static final Joules PRICE = new Joules(40_000);

    @Test
    void isHandedUpThroughAllGuards() {
        Policy policy =
                Hysteresis.DEFAULT.pricedFromAssumption(Models.SLO, Models.CADENCE, Models.LADDER, Models.h100());

        Ruling ruling = policy.rule(new Situations().tickAt(Models.HIGHEST));

        Learned learned = ruling.next().learned().orElseThrow();
        assertThat(learned.floor()).contains(Models.HIGHEST);
        assertThat(learned.missPrice()).isPresent();
        assertThat(learned.objection()).isEmpty();
    }

    @Test
    void isWhatAPolicyGoesOnFrom() {
        Learned before = new Learned(sound(), QUICK, Optional.of(PRICE), Optional.of(new Megahertz(930)));

        Learned after = restored(before)
                .rule(new Situations().tickAt(Models.HIGHEST))
                .next()
                .learned()
                .orElseThrow();

        assertThat(after.calibration().correctsAs(before.calibration())).isTrue();
        assertThat(after.switching()).isEqualTo(QUICK);
        assertThat(after.missPrice()).isEqualTo(before.missPrice());
        assertThat(after.floor()).isEqualTo(before.floor());
    }

    @Test
    void startsHighAndAtTheTopUnderAnotherPromise() {
        Learned before = new Learned(sound(), QUICK, Optional.of(PRICE), Optional.of(new Megahertz(930)));

        Ruling first = restored(before.withoutPromise()).rule(new Situations().tickAt(Models.HIGHEST));

        assertThat(first.clock()).isEqualTo(Models.HIGHEST);
        Learned after = first.next().learned().orElseThrow();
        assertThat(after.floor()).contains(Models.HIGHEST);
        assertThat(after.missPrice().orElseThrow().value()).isGreaterThan(PRICE.value());
        assertThat(after.calibration().correctsAs(before.calibration())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 0, 0.01, 0, 0.01",
        "0, Infinity, 0.01, 0, 0.01",
        "3.1, 0, 0.01, 0, 0.01",
        "0, -1.6, 0.01, 0, 0.01",
        "0, 0, 0, 0, 0.01",
        "0, 0, 0.01, 0, -0.01",
        "0, 0, NaN, 0, 0.01",
        "0, 0, 0.01, NaN, 0.01",
        "0, 0, 0.01, 0.02, 0.01",
        "0, 0, 0.01, 0, 2000",
    })
    void refusesAFactorThatNoMeasurementLeaves(double level, double tilt, double own, double shared, double tilts) {
        TiltedScale odd = TiltedScale.recalled(level, tilt, own, shared, tilts);
        Calibration calibration = Calibration.recalled(SOUND, odd, SOUND, SOUND);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> restored(new Learned(calibration, QUICK, Optional.of(PRICE), Optional.empty())))
                .withMessageStartingWith("decode: ");
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0", "-0.1, 0", "2.1, 0", "0, NaN", "0, -1", "0, 3"})
    void refusesASwitchThatCannotHaveBeenMeasured(double actuation, double stall) {
        SwitchExperience odd = SwitchExperience.recalled(actuation, stall);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> restored(new Learned(sound(), odd, Optional.of(PRICE), Optional.empty())))
                .withMessageContaining("not within 0 to 2.0 s");
    }

    @ParameterizedTest
    @CsvSource({"0", "1e12"})
    void refusesAPriceBeyondItsBounds(double joules) {
        Optional<Joules> price = Optional.of(new Joules(joules));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> restored(new Learned(sound(), QUICK, price, Optional.empty())))
                .withMessageContaining("a miss price of ");
    }

    @Test
    void refusesAFloorThatIsNoRung() {
        Optional<Megahertz> between = Optional.of(new Megahertz(933));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> restored(new Learned(sound(), QUICK, Optional.of(PRICE), between)))
                .withMessageContaining("933MHz is no rung");
    }

    @Test
    void takesNoFloorAsProvenOnceTheNodeBehavesOtherwise() {
        TiltedScale changed = new TiltedScale(0, 0, 0.01, 0, 0.01, 0, 1);
        Calibration calibration = Calibration.recalled(SOUND, SOUND, changed, SOUND);
        Learned learned = new Learned(calibration, QUICK, Optional.of(PRICE), Optional.empty());

        assertThat(learned.provenDownTo(Models.LOWEST).floor()).isEmpty();
        assertThat(new Learned(sound(), QUICK, Optional.of(PRICE), Optional.empty())
                        .provenDownTo(Models.LOWEST)
                        .floor())
                .contains(Models.LOWEST);
    }

    private static Calibration sound() {
        return Calibration.recalled(SOUND, SOUND, SOUND, SOUND);
    }

    private static Policy restored(Learned learned) {
        return Hysteresis.DEFAULT.pricedFromAssumption(
                Models.SLO, Models.CADENCE, Models.LADDER, Models.h100(), Expense.ENERGY, learned);
    }
}
