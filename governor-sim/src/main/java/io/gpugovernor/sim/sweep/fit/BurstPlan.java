package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The steps an engine makes of a burst. Which requests share a step follows from the scheduler's limits alone, whatever
 * the steps take, so it is worked out once and then timed under any parameters. The request served last gets its first
 * token at the end of the last step in which one is owed, and decodes in the steps after that.
 *
 * @param stages alike steps in a row
 */
record BurstPlan(List<Stage> stages) {
    /** Decode steps whose contexts grow by one token each are alike for so long; their middle stands for all. */
    private static final int LONGEST_STAGE = 32;

    /** No burst takes more steps; a plan that does not end is a mistake of this program. */
    private static final int MOST_STEPS = 1_000_000;

    /**
     * @param shape the middle step
     * @param steps how many there are
     * @param owed whether a first token is still owed
     */
    record Stage(StepShape shape, int steps, boolean owed) {}

    /** A burst on an engine with {@code any}'s limits; nothing else of that profile matters. */
    static BurstPlan of(HardwareProfile any, int requests, int inputTokens, int outputTokens) {
        Twin twin = new Twin(any, SwitchTiming.DEFAULT, new SplittableRandom(0), completion -> {});
        for (int i = 0; i < requests; i++) {
            twin.submit(inputTokens, outputTokens);
        }
        List<Stage> stages = new ArrayList<>();
        List<StepShape> alike = new ArrayList<>();
        Stage last = new Stage(StepShape.NOTHING, 0, true);
        for (int i = 0; i < MOST_STEPS && !twin.step().equals(StepShape.NOTHING); i++) {
            Stage next = new Stage(twin.step(), 1, twin.snapshot().firstTokens() < requests);
            if (!alike.isEmpty() && (!alike(last, next) || alike.size() == LONGEST_STAGE)) {
                stages.add(merged(alike, last));
                alike.clear();
            }
            alike.add(next.shape());
            last = next;
            twin.advanceTo(twin.stepEnd());
        }
        stages.add(merged(alike, last));
        return new BurstPlan(List.copyOf(stages));
    }

    private static boolean alike(Stage a, Stage b) {
        return a.shape().prefillTokens() == 0
                && b.shape().prefillTokens() == 0
                && a.shape().decodes() == b.shape().decodes()
                && a.owed() == b.owed();
    }

    private static Stage merged(List<StepShape> steps, Stage like) {
        return new Stage(steps.get(steps.size() / 2), steps.size(), like.owed());
    }
}
