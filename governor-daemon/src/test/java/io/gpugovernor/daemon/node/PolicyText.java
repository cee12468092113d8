package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import java.net.URI;
import java.nio.file.Path;

/** Policy files for one engine that answers quickly and goes stale quickly. */
public final class PolicyText {
    private PolicyText() {}

    /** A file that governs {@code engine} as the domain chat, with {@code domainLines} added. */
    public static String of(URI engine, String... domainLines) {
        StringBuilder text = new StringBuilder("""
                apiVersion: gpu-governor/v1
                telemetry: {period: 200ms}
                safety: {staleAfter: 900ms}
                domains:
                  - name: chat
                    engine: {url: "%s"}
                """.formatted(engine));
        for (String line : domainLines) {
            text.append("    ").append(line).append('\n');
        }
        return text.toString();
    }

    static PolicyFile read(String text) {
        PolicyResult result = PolicyLoader.parse(text, Path.of("/etc/gpu-governor"));
        assertThat(result).isInstanceOf(PolicyResult.Loaded.class);
        return ((PolicyResult.Loaded) result).policy();
    }
}
