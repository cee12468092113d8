package io.gpugovernor.daemon.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.text.Redaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class BundleTest {
    private final Bundle bundle = new Bundle(new Redaction(List.of()));

    @Test
    void holdsEveryPartAndSaysWhatIsNotThere() throws IOException {
        bundle.add("a.txt", "the first", "password: hunter2\n");
        bundle.missing("b.txt", "password=hunter2 was refused");

        Map<String, String> parts = unzipped(bundle.zipped(Instant.EPOCH));

        assertThat(parts).containsOnlyKeys("gpu-governor-report/README.txt", "gpu-governor-report/a.txt");
        assertThat(parts.get("gpu-governor-report/a.txt")).isEqualTo("password: (removed)\n");
        assertThat(parts.get("gpu-governor-report/README.txt"))
                .contains("a.txt", "the first", "not there: b.txt: password=(removed) was refused");
    }

    @Test
    void cutsAPartThatIsTooLarge() throws IOException {
        bundle.add("a.txt", "large", "é\n".repeat(Bundle.LARGEST_PART / 2));

        String part =
                Objects.requireNonNull(unzipped(bundle.zipped(Instant.EPOCH)).get("gpu-governor-report/a.txt"));
        assertThat(part.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Bundle.LARGEST_PART + 2);
        assertThat(part).endsWith("... the rest was cut: the part was too large\n");
    }

    @Test
    void isBoundedWhateverComes() throws IOException {
        int parts = Bundle.LARGEST / Bundle.LARGEST_PART + 2;
        for (int i = 1; i <= parts; i++) {
            bundle.add("part-" + i, "large", "x\n".repeat(Bundle.LARGEST_PART / 2 + 1));
        }
        Map<String, String> written = unzipped(bundle.zipped(Instant.EPOCH));

        assertThat(written.values().stream().mapToInt(String::length).sum()).isLessThan(Bundle.LARGEST + 20_000);
        assertThat(written.get("gpu-governor-report/README.txt"))
                .contains("not there: part-" + parts + ": the bundle was full");
    }

    private static Map<String, String> unzipped(byte[] bytes) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
