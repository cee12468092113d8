package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.ProfileSource;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.util.stream.Stream;

/**
 * What a start can prepare on another core while the GPUs are opened: the models of the profiles that a policy names, and
 * the dialects of its engines. Whoever needs one later finds it there, or waits for it, or makes it himself where this
 * failed: nothing depends on it.
 */
public final class Headstart {
    private Headstart() {}

    public static void of(PolicyFile policy) {
        Thread thread = new Thread(() -> prepare(policy), "headstart");
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
                .map(HardwareProfiles::load)
                .forEach(StartingModels::of);
        policy.domains()
                .forEach(domain -> EngineDialect.of(domain.engine().type()).names());
    }
}
