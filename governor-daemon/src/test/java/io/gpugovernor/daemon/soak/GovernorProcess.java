package io.gpugovernor.daemon.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@code gpu-governor} process on the doubled GPUs. */
final class GovernorProcess implements AutoCloseable {
    /** A release of eight GPUs takes a second at the worst; beyond this it hangs. */
    private static final long ENDING_SECONDS = 30;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final Process process;
    private final Path said;
    private final HttpClient http = HttpClient.newHttpClient();

    private GovernorProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** @param folder where the run directory and the output go */
    static GovernorProcess start(SoakPlan plan, DoubledGpus gpus, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(plan.governor());
        command.addAll(List.of(arguments));
        Path said = folder.resolve(arguments[0] + ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("GPU_GOVERNOR_NVML_LIBRARY", gpus.library().toString());
        builder.environment()
                .put("GPU_GOVERNOR_STATE_DIR", folder.resolve("state").toString());
        builder.environment().put("GPU_GOVERNOR_RUN_DIR", folder.resolve("run").toString());
        return new GovernorProcess(builder.start(), said);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it has written, on both streams. */
    String said() throws IOException {
        return Files.readString(said);
    }

    /** The page of metrics; empty if it does not answer. */
    Optional<Scrape> scrape(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == OK ? Optional.of(new Scrape(response.body())) : Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    void end(SoakPlan.End how) {
        if (how == SoakPlan.End.KILL) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }

    /** Its exit code. */
    int exit() throws InterruptedException, IOException {
        if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("gpu-governor has not ended within " + ENDING_SECONDS + " s; it said:\n" + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
