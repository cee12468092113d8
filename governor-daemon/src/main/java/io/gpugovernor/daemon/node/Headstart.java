package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.ProfileSource;
import io.gpugovernor.nvml.binding.NativeCalls;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.util.stream.Stream;

/**
 * What a start can prepare on another core: the way to native libraries while the policy is read; and while the GPUs are
 * opened, the profiles that it names and the dialects of its engines. Whoever needs one later finds it there, or waits for it, or makes it himself where this
 * failed: nothing depends on it.
 */
public final class Headstart {
    private Headstart() {}

    /** Begins before the policy is read. */
    public static void begin() {
        aside(NativeCalls::prepare);
    }

    /** Goes on with what a policy asks for. */
    public static void of(PolicyFile policy) {
        aside(() -> prepare(policy));
    }

    private static void aside(Runnable task) {
        Thread thread = new Thread(task, "headstart");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((same, failed) -> {
            // Whoever needs what could not be prepared meets the same failure, and says what to do.
        });
        thread.start();
    }

    private static void prepare(PolicyFile policy) {
        policy.domains().stream()
                .map(DomainConfig::profile)
                .flatMap(profile ->
                        profile instanceof ProfileSource.Named named ? Stream.of(named.name()) : Stream.empty())
                .distinct()
                .forEach(HardwareProfiles::load);
        policy.domains()
                .forEach(domain -> EngineDialect.of(domain.engine().type()).names());
    }
}
