package io.gpugovernor.core.forecast;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Optional;

/** Forecasts of the engine that tests know. */
final class Forecasts {
    private Forecasts() {}

    static Forecast of(Observation seen) {
        return promising(Models.SLO, seen);
    }

    static Forecast of(Observation seen, HeadProgress progress) {
        return of(Models.SLO, seen, with(progress, Unforeseen.NOTHING));
    }

    static Forecast of(Observation seen, Unforeseen unforeseen) {
        return of(Models.SLO, seen, with(HeadProgress.NONE, unforeseen));
    }

    static Forecast of(Observation seen, Cadence cadence) {
        return new Forecast(seen, Models.h100(), Models.SLO, cadence, Models.LADDER, Experience.NONE);
    }

    static Forecast of(Observation seen, EngineModel model) {
        return new Forecast(seen, model, Models.SLO, Models.CADENCE, Models.LADDER, Experience.NONE);
    }

    static Forecast promising(Slo slo, Observation seen) {
        return of(slo, seen, Experience.NONE);
    }

    /** Of an engine of which only 100 ms between tokens are promised. */
    static Forecast tbtOnly(Observation seen, TbtExperience often, StepExperience longer) {
        Slo slo = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(100)), new Ratio(0.99));
        return of(slo, seen, new Experience(HeadProgress.NONE, Unforeseen.NOTHING, often, longer));
    }

    static Forecast tbtOnly(Observation seen) {
        return tbtOnly(seen, TbtExperience.NONE, StepExperience.NONE);
    }

    private static Experience with(HeadProgress progress, Unforeseen unforeseen) {
        return new Experience(progress, unforeseen, TbtExperience.NONE, StepExperience.NONE);
    }

    private static Forecast of(Slo slo, Observation seen, Experience known) {
        return new Forecast(seen, Models.h100(), slo, Models.CADENCE, Models.LADDER, known);
    }
}
