package io.gpugovernor.daemon.cli.manual;

import static io.gpugovernor.daemon.cli.manual.Roff.bold;
import static io.gpugovernor.daemon.cli.manual.Roff.escaped;

import java.util.List;

/** What all commands share: files and environment variables. */
final class CommonSections {
    private record Entry(String name, String meaning) {}

    private static final List<Entry> FILES = List.of(
            new Entry("/etc/gpu-governor/policy.yaml", "The policy; see gpu-governor-policy(5)."),
            new Entry(
                    "/run/gpu-governor/lease",
                    "GPUs that the daemon may have locked. It outlives the daemon, so that 'gpu-governor release' knows what"
                            + " to release."),
            new Entry(
                    "/run/gpu-governor/control.sock",
                    "Takes overrides and reloads from the daemon's own user and from root."),
            new Entry("/var/lib/gpu-governor", "What was learned, a file for each domain."),
            new Entry("/usr/share/doc/gpu-governor", "Documentation, and licences of what comes along."));

    private static final List<Entry> ENVIRONMENT = List.of(
            new Entry("GPU_GOVERNOR_NVML_LIBRARY", "Path of libnvidia-ml.so.1; overrides nvml.library of the policy."),
            new Entry("GPU_GOVERNOR_RUN_DIR", "Instead of /run/gpu-governor. Daemon and commands must agree on it."),
            new Entry(
                    "GPU_GOVERNOR_STATE_DIR",
                    "Instead of /var/lib/gpu-governor; overrides learning.directory of the policy."),
            new Entry("GPU_GOVERNOR_PROC_DIR", "Instead of /proc, where the host's is mounted elsewhere."),
            new Entry(
                    "GPU_GOVERNOR_JAVA_OPTS",
                    "Options for the Java virtual machine, such as -Xmx200m. They win over the launcher's own."),
            new Entry("NO_COLOR", "If it is set to anything, output has no colours."));

    private CommonSections() {}

    static void addTo(Roff page) {
        page.section("FILES");
        FILES.forEach(file -> page.entry(bold(file.name()), escaped(file.meaning())));
        page.section("ENVIRONMENT");
        ENVIRONMENT.forEach(variable -> page.entry(bold(variable.name()), escaped(variable.meaning())));
    }
}
