package io.gpugovernor.core.loop;

import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Misses;
import io.gpugovernor.core.telemetry.Payments;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a domain's {@link Account}. Joules come from the GPUs' energy counters; the joules saved are an estimate: the
 * forecast power at maximum clock less the forecast power at the setpoint, over the time it was in force.
 */
final class Bookkeeper {
    private final Slo slo;
    private final Map<String, Joules> counters = new HashMap<>();
    private Joules energy = Joules.ZERO;
    private Joules saved = Joules.ZERO;
    private long served;
    private double ttftMisses;
    private long ended;
    private double tbtMisses;
    private long clockChanges;
    private Misses misses = Misses.NONE;
    private final RollingHour hour = new RollingHour();

    Bookkeeper(Slo slo) {
        this.slo = slo;
    }

    Account account(Moment now) {
        return new Account(
                energy,
                saved,
                served,
                Math.round(ttftMisses),
                ended,
                Math.round(tbtMisses),
                clockChanges,
                hour.sum(now));
    }

    /** Adds what the energy counters advanced since the last call; a counter that fell back starts anew. */
    void meter(List<GpuReading> gpus) {
        Joules used = Joules.ZERO;
        for (GpuReading gpu : gpus) {
            if (gpu.energy() instanceof Reading.Present<Joules> counter) {
                Joules before = counters.put(gpu.gpu().uuid(), counter.value());
                if (before != null && counter.value().compareTo(before) > 0) {
                    used = used.plus(counter.value().minus(before));
                }
            }
        }
        energy = energy.plus(used);
    }

    /** Adds the requests of a window, in which {@code payments} were made. */
    void serve(Window window, Payments payments) {
        misses = misses.after(window, slo, payments);
        double late = misses.ttft().count();
        double slow = misses.tbt().count();
        served += window.firstTokens();
        ttftMisses += late;
        ended += window.tbt().count();
        tbtMisses += slow;
        hour.add(
                window.to(), new Served(window.firstTokens(), late, window.tbt().count(), slow));
    }

    /** Adds what the setpoint decided on last has saved over {@code time}. */
    void save(Optional<Outlook> outlook, Duration time) {
        Watts less = outlook.map(o -> o.powerAtMaximum().minus(o.power())).orElse(Watts.ZERO);
        saved = saved.plus(less.over(time));
    }

    void clockChanged() {
        clockChanges++;
    }
}
