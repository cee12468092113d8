package io.gpugovernor.daemon;

import io.gpugovernor.daemon.cli.GpuGovernor;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(GpuGovernor.commandLine().execute(arguments));
    }
}
