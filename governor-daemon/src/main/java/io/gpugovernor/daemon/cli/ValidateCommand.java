package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.characterize.SweepFormatException;
import io.gpugovernor.sim.characterize.SweepReader;
import io.gpugovernor.sim.characterize.SweepRow;
import io.gpugovernor.sim.characterize.Validation;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code characterize validate}: the twin's error against a measured clock sweep, row by row. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Put every measured row's load on the twin and print the error of power, p99 TTFT and p99 TPOT.")
public final class ValidateCommand implements Callable<Integer> {
    private static final int MOST_REQUESTS = 1_000_000;
    private static final String RARE_MEETINGS = "the tail is made of the few requests that meet another's prefill";
    private static final String ONE_EXPONENT = "how prefill and decode overlap in a step is fitted with one exponent";
    private static final List<Figure> FIGURES = List.of(
            new Figure(
                    "power",
                    Validation.Row::powerError,
                    "the engine is often idle there, and the mean hangs on idle power and on how short a pause is",
                    "the curve of voltage over clock is fitted with one knee"),
            new Figure("p99 TTFT", Validation.Row::ttftError, RARE_MEETINGS, ONE_EXPONENT),
            new Figure("p99 TPOT", Validation.Row::tbtError, RARE_MEETINGS, ONE_EXPONENT));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(names = "--hardware", required = true, paramLabel = "NAME|FILE", description = "The profile to judge.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private String hardware;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV of a clock sweep: tp,input_len,output_len,freq,rps,power,ttft_p99,tpot_p99.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path data;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Requests to serve at each row (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Override
    public Integer call() {
        if (requests < 100 || requests > MOST_REQUESTS) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "--requests lies within 100 and " + MOST_REQUESTS + ", not at " + requests);
        }
        try (Progress progress = Progress.on(spec.commandLine().getErr(), new SystemTime())) {
            HardwareProfile profile = HardwareProfiles.load(hardware);
            List<SweepRow> sweep = SweepReader.read(data);
            Validation validation = Validation.of(profile, sweep, requests, progress);
            progress.finish();
            print(profile, validation, sweep.size());
        } catch (SweepFormatException | ProfileException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        } catch (IllegalArgumentException unfit) {
            throw new CommandFailure(ExitCodes.FAILURE, data + ": " + OneLine.of(unfit));
        }
        return ExitCodes.OK;
    }

    private void print(HardwareProfile profile, Validation validation, int allRows) {
        PrintWriter out = spec.commandLine().getOut();
        int compared = validation.rows().size();
        out.println("Twin " + profile.name() + " against " + data.getFileName() + ": " + compared + " rows"
                + (compared < allRows ? " (" + (allRows - compared) + " rows of other group sizes left out)" : ""));
        out.println("measured / twin, and the twin's error");
        out.println(String.format(
                "%5s %9s %8s  %22s  %24s  %24s",
                "line", "clock", "req/s", "power (W)", "p99 TTFT (ms)", "p99 TPOT (ms)"));
        validation.rows().forEach(row -> out.println(line(row)));
        out.println();
        for (Figure figure : FIGURES) {
            summarize(out, validation, figure);
        }
        out.flush();
    }

    private static String line(Validation.Row row) {
        SweepRow measured = row.measured();
        return String.format(
                Locale.ROOT,
                "%5d %5d MHz %8.2f  %6.0f / %6.0f %+5.1f %%  %7.1f / %7.1f %+5.1f %%  %7.2f / %7.2f %+5.1f %%",
                measured.line(),
                measured.clock().value(),
                measured.requestsPerSecond(),
                measured.power().value(),
                row.twin().power().value(),
                100 * row.powerError(),
                1e3 * Durations.seconds(measured.ttft()),
                1e3 * Durations.seconds(row.twin().ttft()),
                100 * row.ttftError(),
                1e3 * Durations.seconds(measured.tbt()),
                1e3 * Durations.seconds(row.twin().tbt()),
                100 * row.tbtError());
    }

    private static void summarize(PrintWriter out, Validation validation, Figure figure) {
        Validation.Row worst = validation.worst(figure.error());
        out.println(String.format(
                Locale.ROOT,
                "%-9s median error %4.1f %%, worst %+.1f %% at line %d (%d MHz, %.2f req/s): %s",
                figure.label(),
                100 * validation.median(figure.error()),
                100 * figure.error().applyAsDouble(worst),
                worst.measured().line(),
                worst.measured().clock().value(),
                worst.measured().requestsPerSecond(),
                figure.explain(validation.place(worst))));
    }

    /** A figure that is compared, and what its error comes from at different places of a sweep. */
    private record Figure(String label, ToDoubleFunction<Validation.Row> error, String atLowest, String between) {

        String explain(Validation.Place place) {
            return switch (place) {
                case LOWEST -> "lowest rate at this clock; " + atLowest;
                case BETWEEN -> between;
                case NEAR_SATURATION ->
                    "near saturation at this clock, where a few percent of service time are a long queue";
            };
        }
    }
}
