package io.gpugovernor.daemon.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.text.Redaction;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyRedactionTest {
    private final Redaction redaction = new Redaction(List.of());

    @Test
    void takesBlocksAndCommentsOutOfAPolicyLineByLine() {
        String policy = """
                apiVersion: gpu-governor/v1  # PLANTED
                # PLANTED
                domains:
                - name: chat
                  password: |
                    PLANTED
                    PLANTED

                  engine: {url: "http://u:PLANTED@a", token: PLANTED}
                tokens-secret:
                - PLANTED
                - PLANTED
                mode: observe
                  broken: [
                """;
        String clean = new PolicyRedaction(redaction).of(policy);

        assertThat(clean).doesNotContain("PLANTED").contains("- name: chat", "mode: observe", "  broken: [");
        assertThat(clean.lines().count()).isEqualTo(policy.lines().count());
    }
}
