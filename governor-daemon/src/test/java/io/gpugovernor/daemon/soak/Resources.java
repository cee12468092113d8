package io.gpugovernor.daemon.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds of the machine.
 *
 * @param mebibytes resident memory
 * @param threads its threads
 * @param files its open file descriptors
 * @param cpuSeconds processor time it has used since it began
 */
record Resources(long mebibytes, long threads, long files, double cpuSeconds) {
    /** Linux counts processor time in hundredths of a second for its readers. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME_AFTER_NAME = 11;

    /** @throws IOException if the process has ended */
    static Resources of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(process.resolve("stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long cpu = Long.parseLong(afterName[UTIME_AFTER_NAME]) + Long.parseLong(afterName[UTIME_AFTER_NAME + 1]);
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Resources(
                    field(process, "VmRSS:") / 1024, field(process, "Threads:"), files.count(), cpu / TICKS_PER_SECOND);
        }
    }

    private static long field(Path process, String name) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
