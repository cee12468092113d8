package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.VllmExposition;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.twin.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Metrics pages to measure with: those recorded from vLLM, or where they are absent, pages of the same shape from the
 * simulated engine, padded to the same size.
 */
enum BenchmarkPages {
    /** One engine, 57 kB. */
    ONE_ENGINE("vllm-v1.prom", 57_000) {
        @Override
        String generate() {
            return simulated();
        }
    },
    /** Two engines behind one server, 98 kB. */
    TWO_ENGINES("vllm-v1-dp2.prom", 98_000) {
        @Override
        String generate() {
            return withSecondEngine(simulated());
        }
    };

    private static final Pattern COUNTED =
            Pattern.compile("(?m)^(\\w+:\\w+_(?:total|bucket|count)\\{.*\\}) (\\d+)\\.0$");
    private static final Pattern SAMPLES = Pattern.compile("(?m)(?:^[^#\\n].*\\n)+");

    private final String recorded;
    private final int size;

    BenchmarkPages(String recorded, int size) {
        this.recorded = recorded;
        this.size = size;
    }

    abstract String generate();

    /** The page: recorded if there is a recording, else generated. */
    String page() {
        return recording().orElseGet(() -> padded(generate()));
    }

    /** A page as the next scrape would find it: every counter and bucket one higher. */
    static String next(String page) {
        Matcher counted = COUNTED.matcher(page);
        return counted.replaceAll(
                found -> Matcher.quoteReplacement(found.group(1) + " " + (Long.parseLong(found.group(2)) + 1) + ".0"));
    }

    private Optional<String> recording() {
        String named = System.getProperty("gpugovernor.shared");
        Path here = Path.of("").toAbsolutePath();
        Stream<Path> folders = named != null
                ? Stream.of(Path.of(named))
                : Stream.<Path>iterate(here, at -> at != null, Path::getParent).map(at -> at.resolve("shared"));
        return folders.map(folder -> folder.resolve("data/metrics").resolve(recorded))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(BenchmarkPages::read);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A page of the simulated engine after a minute of work. */
    private static String simulated() {
        HardwareProfile hardware = HardwareProfiles.load("h100-llama-70b-tp8");
        Twin twin = new Twin(hardware, SwitchTiming.DEFAULT, new SplittableRandom(1), ended -> {});
        for (int i = 0; i < 400; i++) {
            twin.submit(500 + 7 * i, 40 + i % 300);
            twin.advanceTo(twin.now().plus(Duration.ofMillis(150)));
        }
        Moment now = twin.now();
        return new VllmExposition(hardware, Instant.EPOCH).render(twin.engine(), now);
    }

    /** The page of a server of two engines: each run of samples, and the same once more for the second. */
    private static String withSecondEngine(String page) {
        return SAMPLES.matcher(page).replaceAll(run -> {
            String first = run.group();
            boolean ofAnEngine = first.contains("engine=\"0\"");
            return Matcher.quoteReplacement(ofAnEngine ? first + first.replace("engine=\"0\"", "engine=\"1\"") : first);
        });
    }

    /** Fills up with a family that nobody wants; Python's own families do so on a real page. */
    private String padded(String page) {
        StringBuilder filled = new StringBuilder(page);
        for (int i = 0; filled.length() < size; i++) {
            filled.append("python_gc_objects_collected_total{generation=\"")
                    .append(i)
                    .append("\"} 408.0\n");
        }
        return filled.toString();
    }

    static byte[] bytes(String page) {
        return page.getBytes(StandardCharsets.UTF_8);
    }
}
