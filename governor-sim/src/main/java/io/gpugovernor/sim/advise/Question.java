package io.gpugovernor.sim.advise;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.trace.ArrivalRate;
import java.util.List;

/**
 * What is asked.
 *
 * @param hardware parallelisms to choose from: profiles of the same model
 * @param node where they run
 * @param demand what requests look like
 * @param rate how often they come, to all instances together
 * @param slo what is promised
 * @param objective what is to be least
 * @param tariff what things cost
 * @param effort how much is tried
 */
public record Question(
        List<HardwareProfile> hardware,
        Node node,
        Demand demand,
        ArrivalRate rate,
        Slo slo,
        Objective objective,
        Tariff tariff,
        Effort effort) {
    /** @throws IllegalArgumentException without hardware, or if none of it fits the node */
    public Question {
        hardware = List.copyOf(hardware);
        if (hardware.stream().noneMatch(each -> each.gpus() <= node.gpus())) {
            throw new IllegalArgumentException("no profile fits a node of " + node.gpus() + " GPUs");
        }
    }

    /** The same at another rate. */
    public Question at(ArrivalRate other) {
        return new Question(hardware, node, demand, other, slo, objective, tariff, effort);
    }

    /** What the objective charges for a configuration that fared like {@code trial}. */
    double score(Configuration configuration, Trial trial) {
        Choice unscored = new Choice(configuration, trial, 0);
        return switch (objective) {
            case ENERGY -> joulesPerRequest(unscored);
            case POWER -> peakPower(unscored).value();
            case COST -> hourlyCost(unscored);
        };
    }

    /** Joules for a request, idle GPUs on the account included. */
    public double joulesPerRequest(Choice choice) {
        return meanPower(choice).value() / rate.perSecond();
    }

    /** Mean draw of all GPUs on the account. */
    public Watts meanPower(Choice choice) {
        return onAccount(choice, choice.trial().mean());
    }

    /** What their draw hardly exceeds, if all instances are at their peak together. */
    public Watts peakPower(Choice choice) {
        return onAccount(choice, choice.trial().peak());
    }

    /** Money for an hour. */
    public double hourlyCost(Choice choice) {
        return tariff.hour(node.paid(choice.configuration().fleet().gpus()), meanPower(choice));
    }

    private Watts onAccount(Choice choice, Watts instance) {
        Configuration.Fleet fleet = choice.configuration().fleet();
        return instance.times(fleet.instances()).plus(node.unused(fleet.gpus()));
    }
}
