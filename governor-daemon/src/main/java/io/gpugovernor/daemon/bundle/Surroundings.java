package io.gpugovernor.daemon.bundle;

import io.gpugovernor.daemon.text.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process finds around it: system, limits, its own variables, and what lies in its directories. */
public final class Surroundings {
    /** Facts about a system are short; a device or a pipe in their place would have no end. */
    private static final int LARGEST_FACT = 16 << 10;

    /** A run directory holds three files; more than this is somebody else's. */
    private static final int MOST_NAMES = 100;

    private Surroundings() {}

    /** Operating system, processors and memory, without host name. */
    public static String system() {
        List<String> lines = new ArrayList<>();
        lines.add("os: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        lines.add("java: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                + System.getProperty("java.vendor"));
        lines.add("processors: " + Runtime.getRuntime().availableProcessors());
        lines.add("heap: at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        lines.addAll(fact("/etc/os-release", line -> line.startsWith("PRETTY_NAME=")));
        lines.addAll(fact("/proc/version", line -> true));
        lines.addAll(fact("/proc/driver/nvidia/version", line -> true));
        lines.addAll(fact("/proc/meminfo", line -> line.startsWith("MemTotal") || line.startsWith("MemAvailable")));
        lines.addAll(fact("/proc/self/status", line -> line.matches("(Uid|Gid|Cap\\w+|NoNewPrivs|Seccomp):.*")));
        lines.addAll(fact("/proc/self/uid_map", line -> true));
        lines.addAll(fact("/proc/self/cgroup", line -> true));
        lines.addAll(fact("/proc/self/limits", line -> line.matches("Max (open files|processes|locked memory).*")));
        return String.join("\n", lines) + "\n";
    }

    /** This program's own variables and those that change how Java runs and writes; nobody else's. */
    public static String variables(Map<String, String> environment) {
        String own = new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(entry -> isOurs(entry.getKey()))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"));
        long others =
                environment.keySet().stream().filter(name -> !isOurs(name)).count();
        return own + "\nand " + others + " others, which are not shown\n";
    }

    private static boolean isOurs(String name) {
        return name.startsWith("GPU_GOVERNOR_")
                || name.startsWith("LC_")
                || List.of(
                                "LANG",
                                "TERM",
                                "NO_COLOR",
                                "TZ",
                                "JAVA_HOME",
                                "CUDA_VISIBLE_DEVICES",
                                "NVIDIA_VISIBLE_DEVICES")
                        .contains(name);
    }

    /** Values of variables (but the working directories) whose names say that they are secrets, to be taken out wherever they stand. */
    public static List<String> secrets(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> Redaction.isSecretName(entry.getKey())
                        && !entry.getKey().endsWith("PWD"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Names, modes, owners and sizes in {@code directory}. */
    public static String listing(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return directory + ":\n"
                    + files.sorted()
                            .limit(MOST_NAMES)
                            .map(file -> "  " + line(file) + "\n")
                            .collect(Collectors.joining());
        } catch (IOException closed) {
            return directory + ": " + closed.getClass().getSimpleName() + "\n";
        }
    }

    private static String line(Path file) {
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return mode + " " + Files.getOwner(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file)
                    + " " + file.getFileName();
        } catch (IOException | UnsupportedOperationException gone) {
            return "? " + file.getFileName();
        }
    }

    private static List<String> fact(String file, Predicate<String> wanted) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            String text = new String(in.readNBytes(LARGEST_FACT), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(wanted)
                    .map(line -> file + ": " + line.strip())
                    .toList();
        } catch (IOException absent) {
            return List.of(file + ": not there");
        }
    }
}
