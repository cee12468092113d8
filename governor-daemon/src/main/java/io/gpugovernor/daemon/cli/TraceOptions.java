package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.evaluation.Workload;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceFormatException;
import io.gpugovernor.sim.trace.TraceReader;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where requests come from: trace files, or generated workloads. */
final class TraceOptions {
    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Azure's CSV, or JSON lines with timestamp (ms), input_length, output_length. With --report"
                    + " several: repeated, or separated by commas.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description =
                    "Without a trace: a generated workload (conversation, code, reasoning, documents, or a class of the"
                            + " paper such as small-large; default: conversation).")
    private List<String> names = new ArrayList<>();

    /** Whether the command line says where requests come from. */
    boolean given() {
        return !files.isEmpty() || !names.isEmpty();
    }

    /** The files named. */
    List<Path> files() {
        return files.stream().flatMap(TraceOptions::split).map(Path::of).toList();
    }

    /** What the command line names; conversations if it names nothing. */
    List<Workload.Steady> workloads() {
        if (!files.isEmpty() && !names.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, "--trace and --workload exclude each other; give one of them");
        }
        if (!files.isEmpty()) {
            return files().stream().<Workload.Steady>map(TraceOptions::read).toList();
        }
        List<String> wanted = names.isEmpty() ? List.of("conversation") : names;
        return wanted.stream()
                .flatMap(given -> Stream.of(given.split(",", -1)))
                .<Workload.Steady>map(TraceOptions::preset)
                .toList();
    }

    /** The one that the command line names, for a command that takes one. */
    Workload.Steady workload() {
        List<Workload.Steady> all = workloads();
        if (all.size() != 1) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "give one --trace or --workload; only simulate --report compares several");
        }
        return all.get(0);
    }

    /** The requests of that one at their own rate; a generated workload lasts {@code duration}. */
    Trace load(Duration duration, long seed) {
        Workload.Steady workload = workload();
        if (workload instanceof Workload.Recorded recorded) {
            return recorded.trace();
        }
        return ((Workload.Generated) workload).preset().generator().generate(duration, seed);
    }

    /** A file whose name contains a comma is one file. */
    private static Stream<String> split(String given) {
        return Files.exists(Path.of(given)) ? Stream.of(given) : Stream.of(given.split(",", -1));
    }

    private static Workload.Recorded read(Path file) {
        try {
            return new Workload.Recorded(TraceReader.read(file));
        } catch (TraceFormatException malformed) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(malformed));
        }
    }

    private static Workload.Generated preset(String name) {
        try {
            return new Workload.Generated(WorkloadPreset.parse(name));
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCodes.USAGE, "--workload: " + OneLine.of(unknown));
        }
    }
}
