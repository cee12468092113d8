package io.gpugovernor.daemon.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LeaseDocumentTest {
    @Test
    void theExampleIsALease() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "lease.md"));
        int start = page.indexOf("gpu-governor-lease 1 ");
        String example = page.substring(start, page.indexOf("```", start));
        LeaseReading reading = LeaseReader.read(example.getBytes(StandardCharsets.UTF_8));
        assertThat(reading.defects()).isEmpty();
        assertThat(reading.contents().entries()).hasSize(1);
        assertThat(LeaseText.of(Leases.OWNER, reading.contents()))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(example);
    }
}
