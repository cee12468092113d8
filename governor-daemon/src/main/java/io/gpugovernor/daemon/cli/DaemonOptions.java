package io.gpugovernor.daemon.cli;

import picocli.CommandLine.Option;

/** Options of every command that asks the running daemon. */
final class DaemonOptions {
    static final String DEFAULT_URL = "http://127.0.0.1:9464";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = DEFAULT_URL,
            description = {"Where the daemon listens", "(default: ${DEFAULT-VALUE})."})
    private String url = DEFAULT_URL;

    @Option(names = "--json", description = "Print the daemon's own JSON.")
    private boolean json;

    String url() {
        return url;
    }

    boolean json() {
        return json;
    }
}
