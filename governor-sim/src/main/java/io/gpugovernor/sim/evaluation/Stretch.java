package io.gpugovernor.sim.evaluation;

/**
 * What happened in one stretch of a run.
 *
 * @param startSeconds when it began, from the start of the run
 * @param joules energy in it
 * @param setpointMegahertz mean setpoint over the ticks in it
 * @param ttftSlackSeconds least forecast slack to the TTFT target in it; 0 if nothing was forecast
 * @param tbtSlackSeconds least forecast slack to the TBT target in it; 0 if nothing was forecast
 * @param missPriceJoules price of a miss at its end; 0 if the policy has none
 * @param switches changes of the setpoint in it
 */
public record Stretch(
        double startSeconds,
        double joules,
        double setpointMegahertz,
        double ttftSlackSeconds,
        double tbtSlackSeconds,
        double missPriceJoules,
        int switches) {}
