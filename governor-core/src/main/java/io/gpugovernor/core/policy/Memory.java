package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Applied;
import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.Experience;
import io.gpugovernor.core.forecast.SwitchExperience;
import io.gpugovernor.core.forecast.Unforeseen;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Misses;
import io.gpugovernor.core.telemetry.Observation;

/**
 * What {@link PricedPolicy} carries from one ruling to the next.
 *
 * @param price what a miss costs
 * @param misses counted so far
 * @param account what the present setpoint has wasted
 * @param calibration how the node differs from the model
 * @param model the model, corrected so
 * @param switching how long changes of clock take here
 * @param experience what forecasts build on besides
 * @param energy what a request takes
 * @param expected misses that forecasts expect the chosen clocks to add, since a first token was given last
 */
record Memory(
        MissPrice price,
        Misses misses,
        RentOrBuy account,
        Calibration calibration,
        EngineModel model,
        SwitchExperience switching,
        Experience experience,
        RequestEnergy energy,
        double expected) {
    /** Before anything was seen; {@code model} is not corrected yet. */
    static Memory starting(MissPrice price, Calibration calibration, EngineModel model, SwitchExperience switching) {
        return new Memory(
                price,
                Misses.NONE,
                RentOrBuy.NOTHING_WASTED,
                calibration,
                model.corrected(calibration),
                switching,
                Experience.NONE,
                RequestEnergy.NONE,
                0);
    }

    /** The same of an engine whose steps hold so many tokens. */
    Memory stepping(int tokens) {
        return new Memory(
                price, misses, account, calibration, model.stepping(tokens), switching, experience, energy, expected);
    }

    /**
     * With what the last window adds.
     *
     * @param prior the model, not corrected
     */
    Memory after(Situation situation, Slo slo, Ladder ladder, EngineModel prior) {
        Observation seen = situation.observation();
        Misses counted = misses.after(seen.window(), slo, seen.workload().debt().payments());
        boolean told = seen.window().firstTokens() > 0 || counted.total() > 0;
        Unforeseen surprise = told ? unforeseenAfter(counted, situation, slo, ladder) : experience.unforeseen();
        Applied applied = Applied.by(seen.gpus(), situation.setpoint());
        Calibration taught = calibration.after(seen, prior, applied);
        EngineModel corrected = taught.correctsAs(calibration) ? model : prior.corrected(taught);
        SwitchExperience made = switching.under(situation.setpoint());
        return new Memory(
                price.after(counted.total(), surprise.blame(), seen.window().firstTokens(), slo, energy.each()),
                counted,
                account,
                taught,
                corrected,
                situation.call().isPresent()
                        ? made.after(seen, corrected, applied, situation.call().get())
                        : made,
                new Experience(
                        experience.progress().after(seen, corrected, situation.setpoint(), made),
                        surprise,
                        experience
                                .tbt()
                                .after(
                                        counted.tbt().count(),
                                        seen.window().tbt().count(),
                                        slo),
                        experience.steps().after(seen, calibration.bench(), corrected, applied.clock())),
                energy,
                told ? 0 : expected);
    }

    private Unforeseen unforeseenAfter(Misses counted, Situation situation, Slo slo, Ladder ladder) {
        return experience
                .unforeseen()
                .after(
                        counted.total(),
                        expected,
                        situation.observation().window().firstTokens(),
                        slo,
                        situation.setpoint(),
                        ladder.highest());
    }

    /** With what a decision changes. */
    Memory deciding(
            MissPrice nextPrice,
            RentOrBuy nextAccount,
            SwitchExperience nextSwitching,
            Experience nextExperience,
            RequestEnergy nextEnergy,
            double nextExpected) {
        return new Memory(
                nextPrice,
                misses,
                nextAccount,
                calibration,
                model,
                nextSwitching,
                nextExperience,
                nextEnergy,
                nextExpected);
    }
}
