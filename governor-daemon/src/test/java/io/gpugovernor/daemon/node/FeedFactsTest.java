package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.feed.EngineFacts;
import io.gpugovernor.sim.gpu.EngineLimits;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FeedFactsTest {
    private static final EngineLimits PROFILE = new EngineLimits(8192, 256, 400_000);

    private Optional<EngineFacts> told = Optional.empty();

    @Test
    void saysNothingBeforeTheEngineDoes() {
        FeedFacts facts = expecting(OptionalInt.of(8), OptionalInt.of(8192));
        facts.against(3);
        assertThat(facts.differences()).isEmpty();
    }

    @Test
    void agreesWithWhatFits() {
        FeedFacts facts = expecting(OptionalInt.of(4), OptionalInt.of(2048));
        told = says(4, 2048);
        facts.against(4);
        assertThat(facts.differences()).isEmpty();
        facts.against(8);
        assertThat(facts.differences()).as("two data-parallel engines").isEmpty();
    }

    @Test
    void findsGpusThatAreNotTheEngines() {
        FeedFacts facts = expecting(OptionalInt.empty(), OptionalInt.empty());
        told = says(4, 8192);
        facts.against(2);
        assertThat(facts.differences())
                .containsExactly(
                        "its engine computes on 4 GPUs together (its feed), and 2 are governed: list all of the"
                                + " engine's GPUs, and no others, in the domain's gpus");
        told = says(2, 8192);
        facts.against(2);
        assertThat(facts.differences()).as("it has started anew").isEmpty();
    }

    @Test
    void findsAProfileOfAnotherParallelismAndTwoWordsForAStep() {
        FeedFacts facts = expecting(OptionalInt.of(8), OptionalInt.of(8192));
        told = says(4, 2048);
        facts.against(4);
        assertThat(facts.differences())
                .containsExactly(
                        "its engine computes on 4 GPUs together (its feed), and its profile was made on 8: name a"
                                + " profile that fits, or none",
                        "its engine computes at most 2048 tokens in a step by its feed, and 8192 by its command line,"
                                + " which is used: give each engine a feed port of its own");
    }

    private static Optional<EngineFacts> says(long tensorParallel, long stepTokens) {
        return Optional.of(new EngineFacts(tensorParallel, 256, stepTokens, "m", "0.11.2"));
    }

    private FeedFacts expecting(OptionalInt gpus, OptionalInt stepTokens) {
        return new FeedFacts("chat", new FeedFacts.Expected(gpus, PROFILE, () -> stepTokens), () -> told);
    }
}
