package io.gpugovernor.core.given;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.PowerModel;
import io.gpugovernor.core.forecast.StepTime;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.PricedPolicy;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;

/** A node that behaves about like one H100 with a small model, and what was promised on it. */
public final class Models {
    public static final Megahertz LOWEST = new Megahertz(345);
    public static final Megahertz HIGHEST = new Megahertz(1980);
    public static final ClockTable TABLE = ClockTable.evenly(LOWEST, HIGHEST, 15);
    public static final Ladder LADDER = Ladder.within(TABLE, LOWEST, HIGHEST, 105);
    public static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    public static final Cadence CADENCE =
            new Cadence(Duration.ofMillis(100), Duration.ofMillis(30), Duration.ofMillis(10));
    public static final StepTime STEP_TIME =
            new StepTime(HIGHEST, 2e-3, 0, 5e-5, 8e-3, 1e-7, 0.6, 1, new Megahertz(1700));
    public static final PowerModel POWER = new PowerModel(
            new int[] {345, 600, 900, 1200, 1500, 1755, 1980},
            new double[] {79, 82, 87, 94, 103, 113, 124},
            new double[] {150, 180, 220, 270, 330, 390, 450},
            new double[] {190, 250, 330, 430, 550, 640, 690});

    private Models() {}

    /** The priced policy as it starts on this node, without a dead band. */
    public static PricedPolicy priced() {
        return priced(CADENCE, LADDER, Ratio.ZERO);
    }

    public static PricedPolicy priced(Cadence cadence, Ladder ladder, Ratio deadBand) {
        return PricedPolicy.starting(new PricedPolicy.Tunables(SLO, cadence, ladder, deadBand), h100());
    }

    public static EngineModel h100() {
        return with(POWER);
    }

    /** The same engine on GPUs that draw otherwise. */
    public static EngineModel with(PowerModel power) {
        return new EngineModel(STEP_TIME, power, Duration.ofMillis(5), 2048, 256);
    }
}
