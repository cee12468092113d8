package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceFormatException;
import io.gpugovernor.sim.trace.TraceReader;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where requests come from: a trace file, or a generated workload. */
final class TraceOptions {
    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Azure's CSV, or JSON lines with timestamp (ms), input_length, output_length.")
    private @Nullable Path file;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "Without a trace: a generated workload (conversation, code, or a class of the paper such as"
                    + " small-large).")
    private @Nullable String workload;

    /** The requests; a generated workload lasts {@code duration}. */
    Trace load(Duration duration, long seed) {
        if (file != null && workload != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--trace and --workload exclude each other; give one of them");
        }
        if (file == null) {
            return preset().generator().generate(duration, seed);
        }
        try {
            return TraceReader.read(file);
        } catch (TraceFormatException malformed) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(malformed));
        }
    }

    private WorkloadPreset preset() {
        try {
            return WorkloadPreset.parse(name());
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCodes.USAGE, "--workload: " + OneLine.of(unknown));
        }
    }

    /** What results call it: the file's name, or the workload's. */
    String name() {
        if (file != null) {
            return String.valueOf(file.getFileName());
        }
        return workload == null ? "conversation" : workload;
    }
}
