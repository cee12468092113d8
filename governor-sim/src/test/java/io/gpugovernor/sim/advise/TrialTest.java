package io.gpugovernor.sim.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.trace.ArrivalRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {
    private static final Question EASY =
            QuestionTest.question(new Node(8, Node.Rental.PER_GPU, Watts.ZERO), Objective.ENERGY);

    @Test
    void measuresAnInstanceOnItsPartOfTheRequests() {
        Trial alone = Trial.of(at(1, 64, 1000), EASY);
        Trial shared = Trial.of(at(4, 64, 1000), EASY);

        assertThat(alone.keeps(EASY.slo())).isTrue();
        assertThat(shared.mean().value()).isLessThan(alone.mean().value());
        assertThat(shared.mean().value()).isGreaterThan(200);
        assertThat(alone.peak().value()).isGreaterThan(alone.mean().value());
        assertThat(alone).isEqualTo(Trial.of(at(1, 64, 1000), EASY));
    }

    @Test
    void givesUpOnceThePromiseIsBroken() {
        Trial hopeless = Trial.of(at(1, 64, 500), EASY.at(new ArrivalRate(500)));

        assertThat(hopeless.keeps(EASY.slo())).isFalse();
        assertThat(hopeless.kept().value()).isLessThan(0.99);
    }

    @Test
    void isTheSameUnderABatchLimitItNeverReached() {
        Trial wide = Trial.of(at(1, 64, 1000), EASY);

        assertThat(Trial.of(at(1, wide.widest(), 1000), EASY)).isEqualTo(wide);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "1,6", "2,8", "1,12"})
    void endsNearWhatIsExpectedOfIt(int instances, double rate) {
        Question question = EASY.at(new ArrivalRate(rate));
        Configuration configuration = at(instances, 64, 1000);
        MeanLengths lengths = MeanLengths.of(question.demand().arrivals(question.rate(), 500, 1));

        Prognosis prognosis = Prognosis.of(configuration, rate / instances, lengths);
        Trial trial = Trial.of(configuration, question);

        assertThat(prognosis.stable()).isTrue();
        assertThat(prognosis.watts() / trial.mean().value()).isCloseTo(1, within(0.08));
    }

    @Test
    void expectsNoEndOfMoreThanCanBeServed() {
        MeanLengths lengths = new MeanLengths(20, 5);

        assertThat(Prognosis.of(at(1, 64, 1000), 200, lengths).stable()).isFalse();
        assertThat(Prognosis.of(at(1, 64, 1000), 0.1, lengths).hopeful(EASY.slo()))
                .isTrue();
    }

    private static Configuration at(int instances, int batch, int clock) {
        return new Configuration(new Configuration.Fleet(TinyHardware.exact(), instances), batch, new Megahertz(clock));
    }
}
