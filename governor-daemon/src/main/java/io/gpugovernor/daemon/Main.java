package io.gpugovernor.daemon;

import io.gpugovernor.daemon.cli.ExitCodes;
import io.gpugovernor.daemon.cli.GpuGovernor;
import io.gpugovernor.daemon.cli.PlainRun;
import io.gpugovernor.daemon.cli.RunCommand;
import io.gpugovernor.daemon.systemd.LogProvider;
import java.util.Optional;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exitCode;
        LogProvider.choose();
        try {
            Optional<RunCommand> plain = PlainRun.of(arguments);
            exitCode = plain.isPresent()
                    ? PlainRun.execute(plain.get())
                    : GpuGovernor.commandLine().execute(arguments);
        } catch (OutOfMemoryError full) {
            System.err.println("gpu-governor: out of memory; give Java more, such as GPU_GOVERNOR_JAVA_OPTS=-Xmx1g, or"
                    + " replay a shorter duration or a lower rate");
            exitCode = ExitCodes.FAILURE;
        }
        System.exit(exitCode);
    }
}
