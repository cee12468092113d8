package io.gpugovernor.daemon.soak;

import io.gpugovernor.daemon.cli.DurationConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The soak as a program: prints the verdict, and ends with 1 if anything is wrong. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Governs eight GPUs of the NVML double in two domains under two simulated engines, and judges it.")
public final class SoakMain implements Callable<Integer> {
    /** Set calls of an H100 take 3 to 17 ms. */
    private static final List<String> SWITCHES = List.of("firmware-us=8000");

    @Option(names = "--library", hidden = true, required = true)
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path library;

    @Option(names = "--governor", hidden = true, required = true)
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private String governor;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "How long the daemon governs (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration duration;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "5",
            description = "How many times as fast as real ones the engines are (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--end",
            paramLabel = "term|kill",
            defaultValue = "term",
            description = "SIGTERM, or SIGKILL followed by 'gpu-governor release' (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private SoakPlan.End end;

    private SoakMain() {}

    /** Ends the process with 0 if all is well, 1 if anything is wrong, 2 if it was called wrongly. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        SoakPlan plan = new SoakPlan(
                duration, speed, List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), end, SWITCHES, library, List.of(governor));
        Path folder = Files.createTempDirectory("gpu-governor-soak");
        System.out.println("policy, log, lease and writes are kept in " + folder);
        Verdict verdict = Soak.run(plan, folder, System.out::println);
        System.out.println();
        System.out.print(verdict.table());
        return verdict.failures().isEmpty() ? 0 : 1;
    }
}
