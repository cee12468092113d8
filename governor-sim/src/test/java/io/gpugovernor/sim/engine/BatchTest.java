package io.gpugovernor.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final EngineLimits TEN_TOKENS = new EngineLimits(10, 4, 1600);
    private static final EngineLimits PROMPTS_FIRST = new EngineLimits(10, 4, 1600, Scheduling.PREFILL_FIRST);

    @Test
    void computesALongPromptInChunksOfTheBudget() {
        Steps steps = new Steps(new Batch(TEN_TOKENS));
        steps.enqueue(25, 3);

        assertThat(steps.untilIdle())
                .containsExactly(
                        StepShape.prefill(0, 10),
                        StepShape.prefill(10, 10),
                        StepShape.prefill(20, 5),
                        StepShape.decode(1, 26),
                        StepShape.decode(1, 27));
    }

    @Test
    void mixesDecodesWithTheChunksOfAnothersPrompt() {
        Steps steps = new Steps(new Batch(TEN_TOKENS));
        steps.enqueue(4, 3);
        steps.enqueue(12, 2);

        assertThat(steps.untilIdle())
                .containsExactly(
                        StepShape.prefill(0, 4).plus(StepShape.prefill(0, 6)),
                        StepShape.prefill(6, 6).plus(StepShape.decode(1, 5)),
                        new StepShape(0, 0, 2, 6 + 13));
    }

    @Test
    void letsAnswersWaitWhilePromptsAreComputedWhereTheyComeFirst() {
        Steps steps = new Steps(new Batch(PROMPTS_FIRST));
        steps.enqueue(4, 3);
        steps.enqueue(12, 2);

        assertThat(steps.untilIdle())
                .containsExactly(
                        StepShape.prefill(0, 4).plus(StepShape.prefill(0, 6)),
                        StepShape.prefill(6, 6),
                        new StepShape(0, 0, 2, 5 + 13),
                        StepShape.decode(1, 6));
    }

    @Test
    void goesOnWithAnswersWhereThePromptsThatWaitDoNotFit() {
        Steps steps = new Steps(new Batch(new EngineLimits(10, 1, 1600, Scheduling.PREFILL_FIRST)));
        steps.enqueue(4, 3);
        steps.enqueue(6, 1);

        assertThat(steps.untilIdle())
                .containsExactly(
                        StepShape.prefill(0, 4),
                        StepShape.decode(1, 5),
                        StepShape.decode(1, 6),
                        StepShape.prefill(0, 6));
    }

    /** The prompt that is begun needs a third block in step 3; the answer has two of the four, and it is thrown out itself. */
    @Test
    void goesOnWithAnswersWhenAPromptLosesItsPlaceToThem() {
        Batch batch = new Batch(new EngineLimits(16, 4, 64, Scheduling.PREFILL_FIRST));
        Steps steps = new Steps(batch);
        ActiveRequest answered = steps.enqueue(16, 20);
        steps.next();
        ActiveRequest thrownOut = steps.enqueue(60, 2);

        steps.untilIdle();

        assertThat(batch.preemptions()).isPositive();
        assertThat(answered.generated).isEqualTo(20);
        assertThat(thrownOut.generated).isEqualTo(2);
    }

    @Test
    void admitsNoMoreThanTheMostSequences() {
        Batch batch = new Batch(TEN_TOKENS);
        Steps steps = new Steps(batch);
        for (int i = 0; i < 6; i++) {
            steps.enqueue(1, 2);
        }

        assertThat(steps.next()).isEqualTo(new StepShape(4, 4, 0, 0));
        assertThat(batch.running()).isEqualTo(4);
        assertThat(batch.waiting()).isEqualTo(2);
        assertThat(steps.next().decodes()).isEqualTo(4);
        assertThat(steps.next()).isEqualTo(new StepShape(2, 2, 0, 0));
    }

    @Test
    void givesEqualPromptsTheirFirstTokensInTheOrderOfArrival() {
        Steps steps = new Steps(new Batch(TEN_TOKENS));
        List<ActiveRequest> arrivals = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            arrivals.add(steps.enqueue(4, 1 + i % 3));
        }

        steps.untilIdle();

        assertThat(steps.firstTokens).containsExactlyElementsOf(arrivals);
    }

    @Test
    void letsNobodyOvertakeAPromptThatDoesNotFitYet() {
        Batch batch = new Batch(new EngineLimits(32, 4, 64));
        Steps steps = new Steps(batch);
        ActiveRequest first = steps.enqueue(30, 20);
        ActiveRequest large = steps.enqueue(60, 1);
        ActiveRequest small = steps.enqueue(1, 1);

        steps.untilIdle();

        assertThat(steps.firstTokens).containsExactly(first, large, small);
    }

    @Test
    void givesEveryDecodeItsTokenWhileALongPromptIsComputed() {
        Steps steps = new Steps(new Batch(TEN_TOKENS));
        steps.enqueue(4, 100);
        steps.enqueue(4, 100);
        steps.next();
        steps.enqueue(400, 2);

        for (int i = 0; i < 50; i++) {
            assertThat(steps.next())
                    .extracting(StepShape::decodes, StepShape::prefillTokens)
                    .containsExactly(2, 8L);
        }
        assertThat(steps.next().decodes()).isEqualTo(3);
    }

    /**
     * Four blocks of 16 tokens; two requests of 16 + 32 tokens, which need three each in the end. Both decode from step 2.
     * In step 18 each needs a third block: the one admitted last is thrown out, with 17 tokens given. The other goes on to
     * its 32nd token in step 32. In step 33 the first one's 16 + 17 tokens are computed again, which gives its 18th token,
     * and its 32nd comes in step 47.
     */
    @Test
    void throwsOutTheLastAdmittedWhenTheCacheIsFullAndComputesItAgain() {
        Batch batch = new Batch(new EngineLimits(40, 4, 64));
        Steps steps = new Steps(batch);
        ActiveRequest kept = steps.enqueue(16, 32);
        ActiveRequest thrownOut = steps.enqueue(16, 32);

        List<StepShape> shapes = steps.untilIdle();

        assertThat(shapes).hasSize(47);
        assertThat(shapes.get(0)).isEqualTo(StepShape.prefill(0, 16).plus(StepShape.prefill(0, 16)));
        assertThat(shapes.subList(1, 17)).allMatch(shape -> shape.decodes() == 2);
        assertThat(shapes.subList(17, 32)).allMatch(shape -> shape.decodes() == 1 && shape.prefillTokens() == 0);
        assertThat(shapes.get(32)).isEqualTo(StepShape.prefill(0, 33));
        assertThat(shapes.subList(33, 47)).allMatch(shape -> shape.decodes() == 1);
        assertThat(batch.preemptions()).isEqualTo(1);
        assertThat(kept.generated).isEqualTo(32);
        assertThat(thrownOut.generated).isEqualTo(32);
        assertThat(batch.kvUsage()).isZero();
    }

    /** A chunk of the one thrown out would fit the block that is left, but only the next step may take it in again. */
    @Test
    void takesNobodyInDuringAStepThatThrewSomebodyOut() {
        Batch batch = new Batch(new EngineLimits(10, 4, 64));
        Steps steps = new Steps(batch);
        steps.enqueue(16, 32);
        steps.enqueue(16, 32);

        StepShape shape = steps.next();
        while (batch.preemptions() == 0) {
            shape = steps.next();
        }

        assertThat(shape.decodes()).isEqualTo(1);
        assertThat(shape.prefillTokens()).isZero();
        assertThat(batch.waiting()).isEqualTo(1);
        assertThat(steps.next().prefillTokens()).isEqualTo(9);
    }

    @Test
    void plansNothingWithoutRequests() {
        assertThat(new Batch(TEN_TOKENS).plan(0)).isEqualTo(StepShape.NOTHING);
    }

    /** Runs a batch step by step; tokens come out at each step's end. */
    private static final class Steps {
        private final Batch batch;
        private final List<ActiveRequest> firstTokens = new ArrayList<>();
        private int taken;

        Steps(Batch batch) {
            this.batch = batch;
        }

        ActiveRequest enqueue(int prompt, int output) {
            ActiveRequest request = new ActiveRequest(taken, prompt, output);
            batch.enqueue(request);
            return request;
        }

        StepShape next() {
            StepShape shape = batch.plan(taken++);
            Set<ActiveRequest> gotTokens = new HashSet<>(batch.decoding());
            batch.decoding().forEach(this::token);
            for (ActiveRequest request : batch.chunked()) {
                assertThat(gotTokens).doesNotContain(request);
                if (!request.prefilling()) {
                    token(request);
                }
            }
            assertThat(batch.kvUsage()).isBetween(0.0, 1.0);
            return shape;
        }

        List<StepShape> untilIdle() {
            List<StepShape> shapes = new ArrayList<>();
            for (StepShape shape = next(); !shape.equals(StepShape.NOTHING); shape = next()) {
                shapes.add(shape);
                assertThat(shapes).as("steps").hasSizeLessThan(1000);
            }
            return shapes;
        }

        private void token(ActiveRequest request) {
            if (request.generated++ == 0) {
                firstTokens.add(request);
            }
            if (request.done()) {
                batch.remove(request);
            }
        }
    }
}
