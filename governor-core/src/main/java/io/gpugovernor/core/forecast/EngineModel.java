package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;

/**
 * What the governor believes of one engine on its GPUs.
 *
 * @param stepTime how long steps take
 * @param power what they draw
 * @param firstTokenOverhead part of a time to first token that no clock changes: tokenisation, queues, network
 * @param stepTokens most tokens in one step
 * @param maxSequences most requests in the batch; {@link #UNTOLD} where nothing says it
 */
public record EngineModel(
        StepTime stepTime, PowerModel power, Duration firstTokenOverhead, int stepTokens, int maxSequences) {
    /** Places of a batch of which nothing says how many it has. */
    static final int UNTOLD = Integer.MAX_VALUE;

    /** The clock that factors are stated for: the highest that the model was made at. */
    Megahertz reference() {
        return stepTime.reference();
    }

    /** Prompt tokens that fit into a step beside so many decodes; at least one, so that a prompt gets on. */
    double roomBeside(double decodes) {
        return Math.max(1, stepTokens - decodes);
    }

    /**
     * This model for GPUs whose highest clock is another: every clock of it stands for the same share of the highest. A
     * prior from another architecture is worth more so than at its own clocks. Where its power limit bound says nothing of
     * these GPUs, so a step is taken to get faster up to the highest; nor do its places say anything of this engine's.
     */
    public EngineModel stretchedTo(Megahertz highest) {
        double ratio = highest.value() / (double) reference().value();
        return new EngineModel(
                stepTime.stretched(ratio), power.stretched(ratio), firstTokenOverhead, stepTokens, UNTOLD);
    }

    /** This model for an engine whose steps hold at most so many tokens. */
    public EngineModel stepping(int tokens) {
        return tokens == stepTokens ? this : new EngineModel(stepTime, power, firstTokenOverhead, tokens, maxSequences);
    }

    /** This model, corrected by what the node taught. */
    public EngineModel corrected(Calibration calibration) {
        return new EngineModel(
                stepTime.scaled(calibration.prefill(), calibration.decode()),
                power.scaled(calibration.idlePower(), calibration.busyPower(), reference()),
                firstTokenOverhead,
                stepTokens,
                maxSequences);
    }
}
