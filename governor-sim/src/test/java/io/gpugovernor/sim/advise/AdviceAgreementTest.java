package io.gpugovernor.sim.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The advice against trying everything. Two loads in small unless told otherwise; with
 * {@code -Dgpugovernor.advise.loads=20} the twenty of the documentation, which take some minutes.
 */
class AdviceAgreementTest {
    private static final int LOADS = Integer.getInteger("gpugovernor.advise.loads", 2);
    private static final int REQUESTS = LOADS > 2 ? 1500 : 500;
    private static final double AS_GOOD = 1.02;
    private static final double AGREED = 0.9;

    /** The judge draws other arrivals and other jitter than the advice has seen. */
    private static final long JUDGE = 4711;

    @Test
    void choosesWhatTryingEverythingWouldChoose() {
        List<String> disagreements = new ArrayList<>();
        LongStream.rangeClosed(1, LOADS).forEach(seed -> disagreement(seed).ifPresent(disagreements::add));

        assertThat(disagreements).hasSizeLessThanOrEqualTo((int) Math.floor(LOADS * (1 - AGREED) + 1e-9));
    }

    private static Optional<String> disagreement(long seed) {
        Question question = RandomLoads.of(seed, REQUESTS);
        Optional<Choice> chosen = new Advisor(line -> {}).advise(question).best();
        Question judge = new Question(
                question.hardware(),
                question.node(),
                question.demand(),
                question.rate(),
                question.slo(),
                question.objective(),
                question.tariff(),
                question.effort().with(question.effort().requests(), JUDGE));
        List<Choice> all = everything(judge);
        Optional<Choice> best = all.stream()
                .filter(choice -> choice.trial().keeps(judge.slo()))
                .min(Comparator.comparingDouble(Choice::score));
        if (chosen.isEmpty() || best.isEmpty()) {
            return chosen.isEmpty() && best.isEmpty()
                    ? Optional.empty()
                    : Optional.of("seed " + seed + ": advice " + label(chosen) + ", all " + label(best));
        }
        Choice judged = all.stream()
                .filter(choice -> choice.configuration().equals(chosen.get().configuration()))
                .findFirst()
                .orElseThrow();
        boolean agrees = judged.trial().keeps(judge.slo())
                && judged.score() <= AS_GOOD * best.get().score();
        return agrees
                ? Optional.empty()
                : Optional.of("seed " + seed + ": advice " + label(Optional.of(judged)) + ", all " + label(best));
    }

    /** Every configuration of the grid. */
    private static List<Choice> everything(Question question) {
        return Advisor.fleets(question).parallelStream()
                .flatMap(fleet -> question
                        .effort()
                        .batches(fleet.hardware().limits().maxSequences())
                        .stream()
                        .flatMap(batch -> question
                                .effort()
                                .clocks()
                                .of(fleet.hardware().clocks())
                                .stream()
                                .map(clock -> new Configuration(fleet, batch, clock))))
                .map(configuration -> {
                    Trial trial = Trial.of(configuration, question);
                    return new Choice(configuration, trial, question.score(configuration, trial));
                })
                .toList();
    }

    private static String label(Optional<Choice> choice) {
        return choice.map(each -> each.configuration().fleet().label() + ", batch "
                        + each.configuration().maxSequences() + ", "
                        + each.configuration().clock() + ": " + each.score() + " J, "
                        + each.trial().kept().value() + " kept")
                .orElse("nothing");
    }
}
