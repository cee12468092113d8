package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Expense;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.PricedPolicy;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The operator's bounds on how often clocks change, beyond what the price of a switch does by itself.
 *
 * @param maxSwitchesPerMinute switches allowed in any minute
 * @param dwell shortest time between a switch and the next lowering
 * @param deadBand share of the present energy that a better clock must at least save
 */
public record Hysteresis(int maxSwitchesPerMinute, Duration dwell, Ratio deadBand) {
    public static final Hysteresis DEFAULT = new Hysteresis(240, Duration.ZERO, new Ratio(0.02));

    /** This project's governor under these bounds, for energy: {@link PricedPolicy} with its {@link Guards}. */
    public Policy priced(Slo slo, Cadence cadence, Ladder ladder, EngineModel model) {
        return priced(slo, cadence, ladder, model, Expense.ENERGY);
    }

    /** The same for what {@code expense} charges for. */
    public Policy priced(Slo slo, Cadence cadence, Ladder ladder, EngineModel model, Expense expense) {
        Policy policy =
                PricedPolicy.starting(new PricedPolicy.Tunables(slo, cadence, ladder, deadBand, expense), model);
        return Guards.watching(policy, slo, ladder, this, OptionalInt.of(model.maxSequences()));
    }

    /**
     * The same, going on from what was learned before.
     *
     * @throws IllegalArgumentException if that cannot have been learned with this model, saying why
     */
    public Policy priced(Slo slo, Cadence cadence, Ladder ladder, EngineModel model, Expense expense, Learned learned) {
        Policy policy = PricedPolicy.starting(
                new PricedPolicy.Tunables(slo, cadence, ladder, deadBand, expense), model, learned);
        return Guards.watching(policy, slo, ladder, this, OptionalInt.of(model.maxSequences()));
    }

    /** The same on a node that {@code assumed} was not measured on: its model is stretched to the ladder, and tried. */
    public Policy pricedFromAssumption(Slo slo, Cadence cadence, Ladder ladder, EngineModel assumed) {
        return pricedFromAssumption(slo, cadence, ladder, assumed, Expense.ENERGY);
    }

    /** The same for what {@code expense} charges for. */
    public Policy pricedFromAssumption(Slo slo, Cadence cadence, Ladder ladder, EngineModel assumed, Expense expense) {
        Policy policy = PricedPolicy.starting(
                new PricedPolicy.Tunables(slo, cadence, ladder, deadBand, expense),
                assumed.stretchedTo(ladder.highest()),
                Calibration.starting(Calibration.Prior.ASSUMED));
        return Guards.watching(new SafeDescent(policy, slo, ladder), slo, ladder, this);
    }

    /**
     * The same, going on from what was learned before: as far down as was proven then, else from the top.
     *
     * @throws IllegalArgumentException if that cannot have been learned with this model, saying why
     */
    public Policy pricedFromAssumption(
            Slo slo, Cadence cadence, Ladder ladder, EngineModel assumed, Expense expense, Learned learned) {
        Policy policy = PricedPolicy.starting(
                new PricedPolicy.Tunables(slo, cadence, ladder, deadBand, expense),
                assumed.stretchedTo(ladder.highest()),
                learned);
        Megahertz floor = learned.floor().orElse(ladder.highest());
        return Guards.watching(SafeDescent.from(floor, policy, slo, ladder), slo, ladder, this);
    }

    /** {@code policy} under these bounds. */
    public Policy around(Policy policy) {
        return new SwitchCap(policy, maxSwitchesPerMinute, dwell);
    }
}
