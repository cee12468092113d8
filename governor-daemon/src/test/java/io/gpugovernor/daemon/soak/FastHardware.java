package io.gpugovernor.daemon.soak;

import io.gpugovernor.sim.profile.HardwareProfiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** A hardware profile like a shipped one, on which every step is so many times as fast. No such GPU exists. */
final class FastHardware {
    private static final String LIKE = "h100-llama-70b-tp4";
    private static final Pattern TIME = Pattern.compile("(\\w+(?:Ms|Us|Ns)): *([0-9.]+)");

    private FastHardware() {}

    /** The new profile's file. */
    static Path write(Path folder, double speed) throws IOException {
        String shipped;
        try (InputStream in = HardwareProfiles.class.getResourceAsStream(LIKE + ".yaml")) {
            if (in == null) {
                throw new IOException("there is no shipped profile " + LIKE);
            }
            shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String fast = TIME.matcher(shipped)
                .replaceAll(time -> String.format(
                        Locale.ROOT, "%s: %.6f", time.group(1), Double.parseDouble(time.group(2)) / speed));
        return Files.writeString(
                folder.resolve("fast-engine.yaml"), fast.replace("name: " + LIKE, "name: fast-engine"));
    }
}
