package io.gpugovernor.daemon.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build is running.
 *
 * @param version version of the project
 * @param revision revision of the source; {@code unknown} if the build was not told ({@code -Dbuild.revision=...})
 * @param javaVersion version of the running Java
 */
public record BuildInfo(String version, String revision, String javaVersion) {
    private static final String UNKNOWN = "unknown";

    /** What the build wrote beside this class. */
    public static BuildInfo ofThisBuild() {
        Properties build = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read build.properties from the program's own jar", e);
        }
        return new BuildInfo(
                filled(build, "version"), filled(build, "revision"), System.getProperty("java.version", UNKNOWN));
    }

    /** A value the build left as a placeholder is unknown. */
    private static String filled(Properties build, String key) {
        String value = build.getProperty(key, "");
        return value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
    }
}
