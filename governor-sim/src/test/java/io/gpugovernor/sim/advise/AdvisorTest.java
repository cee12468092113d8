package io.gpugovernor.sim.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.trace.ArrivalRate;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static final Node WHOLE = new Node(8, Node.Rental.WHOLE_NODE, new Watts(50));
    private static final Question EASY = QuestionTest.question(WHOLE, Objective.ENERGY);

    private final Advisor advisor = new Advisor(line -> {});

    @Test
    void ranksFleetsThatKeepThePromiseBestFirst() {
        Advice advice = advisor.advise(EASY);

        assertThat(advice.ranking()).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(a.score(), b.score()));
        assertThat(advice.ranking()).allMatch(choice -> choice.trial().keeps(EASY.slo()));
        assertThat(advice.unfit()).isEmpty();
        assertThat(advice).isEqualTo(advisor.advise(EASY));
    }

    @Test
    void needsMoreInstancesForMoreRequests() {
        double most = advisor.most(EASY).perSecond();
        Advice heavy = advisor.advise(EASY.at(new ArrivalRate(0.9 * most)));
        Advice tooMuch = advisor.advise(EASY.at(new ArrivalRate(1.3 * most)));

        assertThat(heavy.unfit()).contains("1 x TP2", "2 x TP2");
        assertThat(heavy.best())
                .hasValueSatisfying(best ->
                        assertThat(best.configuration().fleet().instances()).isEqualTo(4));
        assertThat(tooMuch.best()).isEmpty();
        assertThat(tooMuch.most())
                .hasValueSatisfying(rate -> assertThat(rate.perSecond()).isBetween(0.9 * most, 1.1 * most));
    }

    @Test
    void doublesTheRateAndNothingElse() {
        Advice doubled = advisor.doubled(EASY);

        assertThat(doubled.question()).isEqualTo(EASY.at(new ArrivalRate(8)));
    }

    @Test
    void keepsToTheClocksItIsGiven() {
        TreeSet<Megahertz> two = new TreeSet<>();
        two.add(new Megahertz(900));
        two.add(new Megahertz(901));
        Question only = new Question(
                EASY.hardware(),
                EASY.node(),
                EASY.demand(),
                EASY.rate(),
                EASY.slo(),
                EASY.objective(),
                EASY.tariff(),
                EASY.effort().trying(new Effort.Only(two)));

        assertThat(advisor.advise(only).ranking())
                .isNotEmpty()
                .allMatch(choice -> choice.configuration().clock().equals(new Megahertz(900)));
    }

    @Test
    void saysWhenNotEvenOneRequestAtATimeIsInTime() {
        Slo impossible = Slo.of(Duration.ofMillis(1), Duration.ofMillis(60), new Ratio(0.99));
        Question question = new Question(
                EASY.hardware(),
                EASY.node(),
                EASY.demand(),
                EASY.rate(),
                impossible,
                EASY.objective(),
                EASY.tariff(),
                EASY.effort());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> advisor.advise(question))
                .withMessageContaining("even for a request at a time");
    }

    @Test
    void writesItselfAsJson() {
        Advice advice = advisor.advise(EASY);

        JsonObject json = JsonParser.parseString(AdviceDocument.of(advice, advisor.doubled(EASY)))
                .getAsJsonObject();

        assertThat(json.get("schema").getAsInt()).isEqualTo(1);
        assertThat(json.getAsJsonObject("node").get("rental").getAsString()).isEqualTo("whole-node");
        JsonObject first =
                json.getAsJsonObject("answer").getAsJsonArray("ranking").get(0).getAsJsonObject();
        assertThat(first.get("worseBy").getAsDouble()).isZero();
        assertThat(first.get("joulesPerRequest").getAsDouble())
                .isEqualTo(first.get("meanPowerWatts").getAsDouble() / 4);
        assertThat(json.getAsJsonObject("ifDoubled").get("requestsPerSecond").getAsDouble())
                .isEqualTo(8);
    }
}
