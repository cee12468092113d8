package io.gpugovernor.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildInfoTest {
    @Test
    void knowsItsVersionAndNeverShowsAPlaceholder() {
        BuildInfo build = BuildInfo.ofThisBuild();

        assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(build.revision()).isNotBlank().doesNotContain("$");
        assertThat(build.javaVersion()).isEqualTo(System.getProperty("java.version"));
    }
}
