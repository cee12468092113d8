package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.Mode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A live engine to be measured, in place of the twin. */
final class LiveOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Measure a live engine: an OpenAI-compatible server that streams completions, such as"
                    + " http://127.0.0.1:8000. It should serve nobody else meanwhile.")
    @Nullable
    URI url;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model to ask for (default: the only one that the server lists).")
    @Nullable
    String model;

    @Option(
            names = "--gpus",
            paramLabel = "LIST|auto",
            description = "The GPUs under the engine: indices, UUIDs or PCI bus ids (default: those that its process"
                    + " runs on).")
    @Nullable
    String gpus;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Take URL, GPUs, token and certificates from a domain of this policy file.")
    @Nullable
    Path config;

    @Option(names = "--domain", paramLabel = "NAME", description = "Which domain of --config (default: the only one).")
    @Nullable
    String domain;

    @Option(
            names = "--mode",
            paramLabel = "observe|enforce",
            description = "observe (the default) measures at the current clock and holds nothing that could set one;"
                    + " enforce locks each clock, under the governor's lease.")
    @Nullable
    Mode mode;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File of the bearer token to show.")
    @Nullable
    Path tokenFile;

    @Option(names = "--ca", paramLabel = "FILE", description = "Certificates that vouch for the server, PEM.")
    @Nullable
    Path ca;

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Longest that a request may take; a slower one counts as failed (default: 2m).")
    @Nullable
    Duration requestTimeout;

    @Option(
            names = "--rest",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long idle power is measured at each clock, nothing being sent (default: 30s).")
    @Nullable
    Duration rest;

    /** Whether a live engine is meant. */
    boolean asked() {
        return url != null || config != null;
    }

    Mode effectiveMode() {
        return mode == null ? Mode.OBSERVE : mode;
    }

    /** Adds every option that means nothing without a live engine. */
    void refuseWithoutEngine(Problems problems) {
        if (asked()) {
            return;
        }
        String needs = " is for a live engine: give its address with --url or --config";
        refuse(problems, "--model", model, needs);
        refuse(problems, "--gpus", gpus, needs);
        refuse(problems, "--domain", domain, needs);
        refuse(problems, "--mode", mode, needs);
        refuse(problems, "--token-file", tokenFile, needs);
        refuse(problems, "--ca", ca, needs);
        refuse(problems, "--request-timeout", requestTimeout, needs);
        refuse(problems, "--rest", rest, needs);
    }

    private static void refuse(Problems problems, String option, @Nullable Object value, String needs) {
        if (value != null) {
            problems.add(option + needs);
        }
    }
}
