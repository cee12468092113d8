package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.nvml.GpuProcess;
import io.gpugovernor.nvml.PowerRange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What makes governing a GPU work less well, or is good to know. */
final class GpuRemarks {
    private static final String LOOK = "see whether nvidia-smi -q can tell it";

    private GpuRemarks() {}

    static Finding persistence(Reading<Boolean> persistence) {
        if (!(persistence instanceof Reading.Present<Boolean> present)) {
            return Finding.warning(
                    Topic.PERSISTENCE, "persistence mode cannot be read: " + Absence.reason(persistence), LOOK);
        }
        return present.value()
                ? Finding.ok(Topic.PERSISTENCE, "persistence mode is on")
                : Finding.warning(
                        Topic.PERSISTENCE,
                        "persistence mode is off: the driver forgets its state, clock locks included, when the last user"
                                + " of the GPU leaves, and takes seconds to start",
                        "run nvidia-persistenced (systemctl enable --now nvidia-persistenced), or nvidia-smi -pm 1");
    }

    static Finding powerLimit(Reading<Watts> enforced, Reading<Watts> byDefault, Reading<PowerRange> range) {
        if (!(enforced instanceof Reading.Present<Watts> limit)) {
            return Finding.warning(
                    Topic.POWER_LIMIT, "the power limit cannot be read: " + Absence.reason(enforced), LOOK);
        }
        String sentence = "power limit " + watts(limit.value());
        if (range instanceof Reading.Present<PowerRange> choice) {
            sentence += ", can be set from " + watts(choice.value().min()) + " to "
                    + watts(choice.value().max());
        }
        if (byDefault instanceof Reading.Present<Watts> usual && limit.value().compareTo(usual.value()) < 0) {
            return Finding.warning(
                    Topic.POWER_LIMIT,
                    sentence + "; it is below the default of " + watts(usual.value())
                            + ", so the highest clocks may not be reached under load",
                    "if it was not lowered on purpose, restore it (nvidia-smi -i INDEX -pl WATTS), or see what else"
                            + " limits the GPU (nvidia-smi -q -d POWER)");
        }
        return Finding.ok(Topic.POWER_LIMIT, sentence);
    }

    static Finding processes(Reading<List<GpuProcess>> processes, Scope.Role role) {
        if (!(processes instanceof Reading.Present<List<GpuProcess>> present)) {
            return Finding.warning(
                    Topic.PROCESSES, "who computes on it cannot be read: " + Absence.reason(processes), LOOK);
        }
        if (!present.value().isEmpty()) {
            return Finding.ok(Topic.PROCESSES, "held by " + list(present.value()));
        }
        return role == Scope.Role.NAMED
                ? Finding.warning(
                        Topic.PROCESSES,
                        "no process computes on it, so the engine of its domain does not run there, or cannot be seen",
                        "start the engine, or correct the domain's gpus")
                : Finding.ok(Topic.PROCESSES, "no process computes on it");
    }

    private static String list(List<GpuProcess> processes) {
        String pids =
                processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(", "));
        return (processes.size() == 1 ? "process " : "processes ") + pids;
    }

    private static String watts(Watts power) {
        return String.format(Locale.ROOT, "%.0f W", power.value());
    }
}
