package io.gpugovernor.daemon.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that asks the running daemon. */
final class DaemonOptions {
    static final String DEFAULT_URL = "http://127.0.0.1:9464";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "Where the daemon listens, http or https.",
                "Default: " + DEFAULT_URL + ", unless it answers through its run directory, which needs no password."
            })
    private @Nullable String url;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates that vouch for the daemon's, PEM (default: those that Java trusts).")
    private @Nullable Path caFile;

    @Option(
            names = "--cert-file",
            paramLabel = "FILE",
            description = "Certificate to show to a daemon that asks for one, PEM; with --key-file.")
    private @Nullable Path certFile;

    @Option(names = "--key-file", paramLabel = "FILE", description = "Its private key, PEM.")
    private @Nullable Path keyFile;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "User of the daemon's web configuration; with --password-file.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File that holds the user's password, on one line.")
    private @Nullable Path passwordFile;

    @Option(names = "--json", description = "Print the daemon's own JSON.")
    private boolean json;

    /** How to reach it. */
    DaemonAddress address() {
        return new DaemonAddress(
                Optional.ofNullable(url),
                Optional.ofNullable(caFile),
                Optional.ofNullable(certFile),
                Optional.ofNullable(keyFile),
                Optional.ofNullable(user),
                Optional.ofNullable(passwordFile));
    }

    boolean json() {
        return json;
    }
}
