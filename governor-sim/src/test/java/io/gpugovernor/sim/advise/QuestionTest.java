package io.gpugovernor.sim.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.LengthDistribution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final Node WHOLE = new Node(8, Node.Rental.WHOLE_NODE, new Watts(50));
    private static final Node SHARED = new Node(8, Node.Rental.PER_GPU, new Watts(50));
    /** Three instances of two GPUs. */
    private static final Configuration THREE =
            new Configuration(new Configuration.Fleet(TinyHardware.exact(), 3), 64, new Megahertz(1000));

    private static final Trial TRIAL =
            new Trial(Ratio.ONE, Duration.ofMillis(100), Duration.ofMillis(20), new Watts(200), new Watts(300), 5);

    @Test
    void chargesEnergyForARequestWithIdleGpusWhereTheNodeIsRentedWhole() {
        assertThat(question(WHOLE, Objective.ENERGY).score(THREE, TRIAL)).isEqualTo((3 * 200 + 2 * 50) / 4.0);
        assertThat(question(SHARED, Objective.ENERGY).score(THREE, TRIAL)).isEqualTo(3 * 200 / 4.0);
    }

    @Test
    void chargesThePeakOfAllInstancesTogether() {
        assertThat(question(WHOLE, Objective.POWER).score(THREE, TRIAL)).isEqualTo(3 * 300 + 2 * 50);
        assertThat(question(SHARED, Objective.POWER).score(THREE, TRIAL)).isEqualTo(3 * 300);
    }

    @Test
    void chargesGpusAndEnergyOfAnHour() {
        assertThat(question(WHOLE, Objective.COST).score(THREE, TRIAL)).isCloseTo(8 * 3 + 0.7 * 0.2, within(1e-9));
        assertThat(question(SHARED, Objective.COST).score(THREE, TRIAL)).isCloseTo(6 * 3 + 0.6 * 0.2, within(1e-9));
    }

    @Test
    void tellsTheLeadOverTheNext() {
        Question question = question(WHOLE, Objective.ENERGY);
        Advice advice = new Advice(
                question, List.of(new Choice(THREE, TRIAL, 100), new Choice(THREE, TRIAL, 125)), Optional.empty());

        assertThat(advice.lead()).hasValueSatisfying(lead -> assertThat(lead).isCloseTo(0.25, within(1e-12)));
        assertThat(new Advice(question, List.of(), Optional.empty()).lead()).isEmpty();
        assertThat(advice.unfit()).containsExactly("1 x TP2", "2 x TP2", "4 x TP2");
    }

    @Test
    void refusesANodeThatNothingFits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> question(new Node(1, Node.Rental.PER_GPU, Watts.ZERO), Objective.COST))
                .withMessage("no profile fits a node of 1 GPUs");
    }

    static Question question(Node node, Objective objective) {
        Demand demand = new Demand.Mixed(
                "any",
                List.of(new Demand.Part(
                        "any", LengthDistribution.around(20), LengthDistribution.around(5), Ratio.ONE)));
        return new Question(
                List.of(TinyHardware.exact()),
                node,
                demand,
                new ArrivalRate(4),
                Slo.of(Duration.ofMillis(200), Duration.ofMillis(60), new Ratio(0.99)),
                objective,
                new Tariff(0.2, 3),
                new Effort(300, 1, new Effort.Spaced(100), List.of(8)));
    }
}
