package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;

/**
 * Forecast mean power at a clock.
 *
 * <p>Observation: a slower clock draws less while busy and is busy for longer. Idea: compare clocks over the same work.
 * The work in hand takes {@code B(f)}; the horizon is {@code B} at the lowest clock, by when every clock has done it. A
 * moment within the horizon is idle if the work in hand is done and nothing that arrived since is in flight:
 *
 * <pre>
 * energy(f) = idle(f) * (1 - busy(f)) + P(f) * busy(f)                     watts
 * busy(f)   = 1 - (1 - B(f) / B(lowest)) * exp(-a * r(f))
 * B(f)      = prefill tokens owed * s(f) + outputs left * step(f)          s(f): seconds a prompt token
 * R(f)      = mean prompt * s(f) + mean output * step(f)                   a: arrivals a second
 * r(f)      = R(f);  with nothing in hand at most 2 H                      H: until the next decision is in force
 * P(f)      = busy power, prefill and decode weighted by their time
 * </pre>
 *
 * The busy share grows as f falls, so the U-shape appears by itself: at the far left the GPU is busy for so long that
 * the watts saved are paid back. With nothing in hand there is another decision before a request is served: the clock of an
 * idle engine is charged only for what comes until it can be left and come back to. Source: M/G/infinity occupancy; idle
 * and busy power by clock as measured on H100.
 */
final class EnergyForecast {
    private final EngineModel model;
    private final WorkAhead work;
    private final double arrivalsPerSecond;
    private final double lowestBusySeconds;
    /** Seconds for which what arrives is charged to the clock. */
    private final double longestResidence;

    EnergyForecast(EngineModel model, WorkAhead work, Observation seen, Cadence cadence, Megahertz lowest) {
        this.model = model;
        this.work = work;
        this.arrivalsPerSecond = seen.workload().arrivals().steadyPerSecond();
        this.lowestBusySeconds =
                inHand(work.pace().promptToken(lowest), work.pace().decodeStep(lowest));
        this.longestResidence = lowestBusySeconds > 0 ? Double.POSITIVE_INFINITY : 2 * cadence.horizonSeconds();
    }

    /** Mean power of the domain at {@code clock}, watts. */
    double watts(Megahertz clock) {
        ClockedStep at = work.pace().at(clock);
        double full = work.pace().fullStep(at);
        double step = work.pace().decodeStep(at);
        double perToken = work.pace().promptToken(full);
        double residence = Math.min(longestResidence, work.meanPrompt() * perToken + work.meanOutput() * step);
        double undone = lowestBusySeconds > 0 ? inHand(perToken, step) / lowestBusySeconds : 0;
        double busy = 1 - (1 - undone) * Math.exp(-arrivalsPerSecond * residence);
        double prefillSeconds =
                arrivalsPerSecond * work.meanPrompt() * perToken + owedShare() * work.prefillTokens() * perToken;
        double prefillShare = busy > 0 ? Math.min(1, prefillSeconds / busy) : 0;
        double decode = at.computeShare(Math.max(1, work.decodes()), step);
        double computeShare =
                prefillShare * at.computeShare(model.stepTokens(), paced(clock, full)) + (1 - prefillShare) * decode;
        return model.power().watts(clock, busy, computeShare);
    }

    /** Power while prompts fill the steps beside the present decodes, watts. */
    double peakWatts(Megahertz clock) {
        ClockedStep at = work.pace().at(clock);
        double paced = paced(clock, work.pace().fullStep(at));
        return model.power().busyWatts(clock, at.computeShare(model.stepTokens(), paced));
    }

    /** Seconds of a full step beside the present decodes, or beside one; without any, the step that paces prompts is another. */
    private double paced(Megahertz clock, double full) {
        return work.decodes() > 0 ? full : work.pace().besideOne(clock);
    }

    private double owedShare() {
        return lowestBusySeconds > 0 ? 1 / lowestBusySeconds : 0;
    }

    private double inHand(double perToken, double step) {
        double outputs = work.decodes() > 0 || work.debts() > 0 ? work.meanOutput() : 0;
        return work.prefillTokens() * perToken + outputs * step;
    }
}
