package io.gpugovernor.daemon.journal;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Watts;
import java.util.List;
import java.util.Optional;

/** Sums over a domain's GPUs. A sum that lacks a part is no sum: it is empty while any GPU is silent. */
public final class DomainSums {
    private DomainSums() {}

    /** The power of all GPUs together. */
    public static Optional<Watts> power(List<GpuReading> gpus) {
        Watts sum = Watts.ZERO;
        for (GpuReading gpu : gpus) {
            if (!(gpu.power() instanceof Reading.Present<Watts> power)) {
                return Optional.empty();
            }
            sum = sum.plus(power.value());
        }
        return gpus.isEmpty() ? Optional.empty() : Optional.of(sum);
    }

    /** The energy in the books, provided that every GPU gives its energy counter. */
    public static Optional<Joules> energy(Decision decision) {
        boolean complete = !decision.gpus().isEmpty()
                && decision.gpus().stream().allMatch(gpu -> gpu.energy() instanceof Reading.Present);
        return complete ? Optional.of(decision.account().energy()) : Optional.empty();
    }
}
