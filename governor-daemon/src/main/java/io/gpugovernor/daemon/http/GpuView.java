package io.gpugovernor.daemon.http;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one GPU said of itself.
 *
 * @param index position in NVML's enumeration
 * @param appliedClockMHz null if it could not be read
 * @param powerWatts null if it could not be read
 * @param energyJoules counter since the driver was loaded; null if it could not be read
 * @param throttled why it runs below its setpoint
 * @param unreadable why readings are missing, a clause each
 */
public record GpuView(
        int index,
        String uuid,
        String pciBusId,
        String model,
        @Nullable Integer appliedClockMHz,
        @Nullable Double powerWatts,
        @Nullable Double energyJoules,
        List<String> throttled,
        List<String> unreadable) {

    static GpuView of(GpuReading gpu) {
        List<String> unreadable = new ArrayList<>();
        noteAbsence("clock", gpu.appliedClock(), unreadable);
        noteAbsence("power", gpu.power(), unreadable);
        noteAbsence("energy", gpu.energy(), unreadable);
        return new GpuView(
                gpu.gpu().index(),
                gpu.gpu().uuid(),
                gpu.gpu().pciBusId(),
                gpu.gpu().model(),
                gpu.appliedClock() instanceof Reading.Present<Megahertz> clock
                        ? clock.value().value()
                        : null,
                gpu.power() instanceof Reading.Present<Watts> power
                        ? power.value().value()
                        : null,
                gpu.energy() instanceof Reading.Present<Joules> energy
                        ? energy.value().value()
                        : null,
                gpu.throttled().stream()
                        .sorted()
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .toList(),
                List.copyOf(unreadable));
    }

    private static void noteAbsence(String what, Reading<?> reading, List<String> unreadable) {
        if (reading instanceof Reading.Absent<?> absent) {
            unreadable.add(what + ": " + absent.reason());
        }
    }
}
