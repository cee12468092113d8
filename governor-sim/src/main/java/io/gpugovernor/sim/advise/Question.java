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
    Question at(ArrivalRate other) {
        return new Question(hardware, node, demand, other, slo, objective, tariff, effort);
    }

    /** What {@code objective} charges for a configuration that fared like {@code trial}. */
    double score(Configuration configuration, Trial trial) {
        return switch (objective) {
            case ENERGY -> nodeMean(configuration, trial) / rate.perSecond();
            case POWER ->
                trial.peak().value() * configuration.fleet().instances()
                        + node.unused(configuration.fleet().gpus()).value();
            case COST -> hour(configuration, trial);
        };
    }

    double nodeMean(Configuration configuration, Trial trial) {
        return trial.mean().value() * configuration.fleet().instances()
                + node.unused(configuration.fleet().gpus()).value();
    }

    double hour(Configuration configuration, Trial trial) {
        return tariff.hour(
                node.paid(configuration.fleet().gpus()),
                new Watts(nodeMean(configuration, trial)));
    }
}
