package io.gpugovernor.daemon.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What another program of the system prints: bounded in time and size. */
public final class ProgramOutput {
    /** A journal on a slow disk takes seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ProgramOutput() {}

    /**
     * The output of {@code command}, standard error included.
     *
     * @throws IOException with a sentence why there is none
     */
    public static String of(List<String> command) throws IOException {
        Path file = Files.createTempFile("gpu-governor-", ".txt");
        try {
            Process process = start(command, file);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " did not end within " + PATIENCE.toSeconds() + " s");
            }
            String text = lastOf(file);
            if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " failed: "
                        + text.strip().lines().findFirst().orElse("it said nothing"));
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.get(0), e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Process start(List<String> command, Path file) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(file.toFile())
                    .start();
        } catch (IOException absent) {
            throw new IOException("there is no " + command.get(0) + " here", absent);
        }
    }

    /** The end of it, which is the newest part of a log, from the first line that is whole. */
    private static String lastOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int from = Math.max(0, bytes.length - Bundle.LARGEST_PART / 2);
        String end = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return from == 0 ? end : end.substring(end.indexOf('\n') + 1);
    }
}
