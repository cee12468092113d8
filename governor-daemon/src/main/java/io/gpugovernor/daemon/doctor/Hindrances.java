package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.nvml.Virtualization;

/** What keeps a GPU from being governed at all. It is a problem for a GPU that the policy names, else a warning. */
final class Hindrances {
    private static final String LEAVE_OUT = "leave this GPU out of the policy";
    private static final String LOOK = "see whether nvidia-smi -q can tell it";

    private Hindrances() {}

    /** Whether nothing that was read speaks against governing {@code gpu}. */
    static boolean none(GpuFacts gpu) {
        return gpu.clocks() instanceof Reading.Present
                && !gpu.mig().equals(Reading.of(true))
                && !gpu.virtualization().equals(Reading.of(Virtualization.VGPU));
    }

    static Finding clocks(Reading<ClockTable> clocks, Scope.Role role) {
        if (clocks instanceof Reading.Present<ClockTable> present) {
            ClockTable table = present.value();
            int steps = table.steps().size();
            return Finding.ok(
                    Topic.CLOCKS,
                    "clocks from " + table.min().value() + " to " + table.max().value() + " MHz in " + steps
                            + (steps == 1 ? " step" : " steps"));
        }
        return hindrance(
                Topic.CLOCKS,
                "it lists no clocks to choose from: " + Absence.reason(clocks),
                "use a data-centre GPU of Volta or later with a driver from 535 on, or " + LEAVE_OUT,
                role);
    }

    static Finding mig(Reading<Boolean> mig, Scope.Role role) {
        if (!(mig instanceof Reading.Present<Boolean> present)) {
            return Finding.warning(Topic.MIG, "whether MIG is on cannot be read: " + Absence.reason(mig), LOOK);
        }
        return present.value()
                ? hindrance(
                        Topic.MIG,
                        "MIG is on, or will be after a reset; refused, because a clock lock would slow every instance of"
                                + " the GPU, not only the engine's",
                        "turn MIG off while nothing runs on it (nvidia-smi -i INDEX -mig 0), or " + LEAVE_OUT,
                        role)
                : Finding.ok(Topic.MIG, "MIG is off");
    }

    static Finding virtualization(Reading<Virtualization> mode, Scope.Role role) {
        if (!(mode instanceof Reading.Present<Virtualization> present)) {
            return Finding.warning(
                    Topic.VIRTUALIZATION, "the virtualization mode cannot be read: " + Absence.reason(mode), LOOK);
        }
        return switch (present.value()) {
            case NONE -> Finding.ok(Topic.VIRTUALIZATION, "not virtualized");
            case PASSTHROUGH -> Finding.ok(Topic.VIRTUALIZATION, "passed through to this machine whole");
            case VGPU ->
                hindrance(
                        Topic.VIRTUALIZATION,
                        "a share of a GPU (vGPU): its clock is the host's to set",
                        "govern the GPU on the host, pass it through whole, or " + LEAVE_OUT,
                        role);
            case HOST_VGPU, HOST_VSGA ->
                Finding.warning(
                        Topic.VIRTUALIZATION,
                        "it is shared out to guests: a clock lock slows all of them",
                        "govern it only if one engine uses it alone");
        };
    }

    private static Finding hindrance(Topic topic, String sentence, String remedy, Scope.Role role) {
        return switch (role) {
            case NAMED -> Finding.problem(topic, sentence, remedy);
            case CANDIDATE -> Finding.warning(topic, sentence, remedy);
            case OUTSIDE -> Finding.ok(topic, sentence + "; no domain names it");
        };
    }
}
