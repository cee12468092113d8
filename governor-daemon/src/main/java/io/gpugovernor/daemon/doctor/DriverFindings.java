package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.nvml.binding.NvmlStatus;
import java.util.Optional;

/** Whether the driver answers, and which it is. */
final class DriverFindings {
    private DriverFindings() {}

    /** Empty if there was no library to ask it with. */
    static Optional<Finding> of(DriverFacts driver) {
        if (driver instanceof DriverFacts.Failed failed) {
            return Optional.of(Finding.problem(Topic.DRIVER, failed.reason(), remedy(failed.status())));
        } else if (driver instanceof DriverFacts.Started started) {
            return Optional.of(versions(started.driver(), started.nvml()));
        }
        return Optional.empty();
    }

    private static Finding versions(Reading<String> driver, Reading<String> nvml) {
        if (driver instanceof Reading.Present<String> known && nvml instanceof Reading.Present<String> library) {
            return Finding.ok(Topic.DRIVER, "driver " + known.value() + ", NVML " + library.value());
        }
        return Finding.warning(
                Topic.DRIVER,
                "the driver runs, but does not tell its version: "
                        + reason(driver instanceof Reading.Absent ? driver : nvml),
                "see whether nvidia-smi can tell it, and the kernel log (dmesg) for NVRM or Xid lines");
    }

    private static String reason(Reading<String> reading) {
        return reading instanceof Reading.Absent<String> absent ? absent.reason() : "";
    }

    private static String remedy(NvmlStatus status) {
        return switch (status) {
            case DRIVER_NOT_LOADED ->
                "load the driver (modprobe nvidia) and see whether nvidia-smi works; in a container,"
                        + " start it with the NVIDIA runtime";
            case LIB_RM_VERSION_MISMATCH ->
                "reboot, or reload the kernel module: driver and library were not updated"
                        + " together; in a container, mount the host's library";
            case NO_PERMISSION, OPERATING_SYSTEM ->
                "let this process open /dev/nvidiactl and /dev/nvidia*: mind a"
                        + " device cgroup, DeviceAllow= of a systemd unit, file modes";
            case TIMEOUT ->
                "see whether nvidia-smi hangs as well, and the kernel log (dmesg) for NVRM or Xid lines;"
                        + " reboot if it does";
            default -> "see whether nvidia-smi fails alike, and the kernel log (dmesg) for NVRM or Xid lines";
        };
    }
}
