package io.gpugovernor.core.forecast;

/**
 * What earlier windows taught that no model holds: how far work is, and how much oftener and longer things happened than
 * expected.
 *
 * @param progress how far the oldest prompt is computed
 * @param unforeseen misses that no forecast expected
 * @param tbt how much oftener than forecast the TBT target was missed
 * @param steps how much longer the times between tokens were than believed
 */
public record Experience(HeadProgress progress, Unforeseen unforeseen, TbtExperience tbt, StepExperience steps) {
    /** Before anything was seen. */
    public static final Experience NONE =
            new Experience(HeadProgress.NONE, Unforeseen.NOTHING, TbtExperience.NONE, StepExperience.NONE);

    /** After a decision that adds so many expected misses of the TBT target over the highest clock. */
    public Experience expecting(double tbtMisses) {
        return tbtMisses == 0 ? this : new Experience(progress, unforeseen, tbt.expecting(tbtMisses), steps);
    }
}
