package io.gpugovernor.daemon.config;

import java.util.List;

/**
 * The policy file, valid and complete: what the file does not name holds its default.
 *
 * @param domains at least one, names unique
 */
public record PolicyFile(
        Mode mode,
        TelemetryConfig telemetry,
        List<DomainConfig> domains,
        NvmlConfig nvml,
        SafetyConfig safety,
        HttpConfig http,
        ControlConfig control,
        NodeConfig node,
        LearningConfig learning) {
    public static final String API_VERSION = "gpu-governor/v1";

    /** Observing is the default: a governor that was not told to write clocks must not. */
    public static final Mode DEFAULT_MODE = Mode.OBSERVE;

    /** @throws IllegalArgumentException if there is no domain, or two bear one name */
    public PolicyFile {
        domains = List.copyOf(domains);
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one domain");
        }
        if (domains.stream().map(DomainConfig::name).distinct().count() < domains.size()) {
            throw new IllegalArgumentException("domain names must be unique");
        }
    }
}
