package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.EngineType;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.ProfileSource;
import io.gpugovernor.daemon.config.TelemetryConfig;
import io.gpugovernor.daemon.memory.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * All of a policy that one domain depends on. A domain whose settings are equal in two policies is the same in both.
 *
 * @param feedTaken whether another domain names the port that this one would hear its engine's feed on
 * @param sharesPower whether it heeds a power budget; how large that is may change under it
 * @param files digests of the files that its block names and that are read once, at its start
 */
record DomainSettings(
        DomainConfig domain,
        Mode mode,
        TelemetryConfig telemetry,
        Duration staleAfter,
        boolean feedTaken,
        boolean sharesPower,
        List<String> files) {

    /** @param mode the one in force, which the command line may order */
    static DomainSettings of(PolicyFile policy, DomainConfig domain, Mode mode) {
        return new DomainSettings(
                domain,
                mode,
                policy.telemetry(),
                policy.safety().staleAfter(),
                FeedPorts.isTaken(policy, domain),
                policy.node().powerBudget().isPresent(),
                files(domain).map(DomainSettings::digest).toList());
    }

    private static Stream<Path> files(DomainConfig domain) {
        Stream<Path> profile =
                domain.profile() instanceof ProfileSource.InFile file ? Stream.of(file.path()) : Stream.empty();
        Stream<Path> dialect =
                domain.engine().type() instanceof EngineType.InFile file ? Stream.of(file.path()) : Stream.empty();
        return Stream.concat(profile, dialect);
    }

    /** A file that cannot be read differs from what it was; whoever reads it in earnest says what is wrong. */
    private static String digest(Path file) {
        try {
            return Digest.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
