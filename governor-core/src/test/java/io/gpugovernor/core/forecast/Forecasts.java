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
        return of(Models.SLO, seen, progress, Unforeseen.NOTHING, TbtExperience.NONE);
    }

    static Forecast of(Observation seen, Unforeseen unforeseen) {
        return of(Models.SLO, seen, HeadProgress.NONE, unforeseen, TbtExperience.NONE);
    }

    static Forecast of(Observation seen, Cadence cadence) {
        return untaught(Models.h100(), seen, cadence);
    }

    static Forecast of(Observation seen, EngineModel model) {
        return untaught(model, seen, Models.CADENCE);
    }

    private static Forecast untaught(EngineModel model, Observation seen, Cadence cadence) {
        return new Forecast(
                seen,
                model,
                Models.SLO,
                cadence,
                Models.LADDER,
                HeadProgress.NONE,
                Unforeseen.NOTHING,
                TbtExperience.NONE);
    }

    static Forecast promising(Slo slo, Observation seen) {
        return of(slo, seen, HeadProgress.NONE, Unforeseen.NOTHING, TbtExperience.NONE);
    }

    /** Of an engine of which only 100 ms between tokens are promised. */
    static Forecast tbtOnly(Observation seen, TbtExperience slow) {
        Slo slo = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(100)), new Ratio(0.99));
        return of(slo, seen, HeadProgress.NONE, Unforeseen.NOTHING, slow);
    }

    private static Forecast of(
            Slo slo, Observation seen, HeadProgress progress, Unforeseen unforeseen, TbtExperience slow) {
        return new Forecast(seen, Models.h100(), slo, Models.CADENCE, Models.LADDER, progress, unforeseen, slow);
    }
}
