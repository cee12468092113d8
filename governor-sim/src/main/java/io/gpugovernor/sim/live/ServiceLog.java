package io.gpugovernor.sim.live;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.sim.engine.Completion;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Judges every request that ends by what it was promised. */
final class ServiceLog implements Consumer<Completion> {
    private final Slo slo;
    private Service service = Service.NONE;

    ServiceLog(Slo slo) {
        this.slo = slo;
    }

    @Override
    public void accept(Completion completion) {
        boolean late = exceeds(Optional.of(completion.ttft()), slo.ttft());
        service = service.with(late, exceeds(completion.tbt(), slo.tbt()));
    }

    Service service() {
        return service;
    }

    private static boolean exceeds(Optional<Duration> time, Optional<Duration> target) {
        return time.isPresent() && target.isPresent() && time.get().compareTo(target.get()) > 0;
    }
}
