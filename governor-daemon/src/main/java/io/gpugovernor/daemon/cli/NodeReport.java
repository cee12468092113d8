package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.bundle.Bundle;
import io.gpugovernor.daemon.bundle.PolicyRedaction;
import io.gpugovernor.daemon.bundle.PolicySource;
import io.gpugovernor.daemon.bundle.ProgramOutput;
import io.gpugovernor.daemon.bundle.Surroundings;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.doctor.ClockTablesView;
import io.gpugovernor.daemon.doctor.NodeFacts;
import io.gpugovernor.daemon.http.DomainView;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.http.StatusView;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.memory.StateDirectory;
import io.gpugovernor.daemon.text.Redaction;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Gathers what a bug report needs. Whatever cannot be had is noted, and does not keep the rest out. */
final class NodeReport {
    private static final String LOG_LINES = "3000";
    private static final int DECISIONS = 64;
    private static final List<String> UNITS = List.of("gpu-governor.service", "gpu-governor-observe.service");

    private final Map<String, String> environment;
    private final Optional<Path> file;
    private final Optional<PolicyFile> policy;
    private final Redaction redaction;
    private final Bundle bundle;

    /**
     * @param file the policy file, be it valid or not; empty if none was named
     * @param policy what it says; empty if it is not valid
     */
    NodeReport(Map<String, String> environment, Optional<Path> file, Optional<PolicyFile> policy) {
        this.environment = environment;
        this.file = file;
        this.policy = policy;
        List<String> known = new ArrayList<>(Surroundings.secrets(environment));
        try {
            if (file.isPresent()) {
                Path folder = Objects.requireNonNull(file.get().toAbsolutePath().getParent());
                known.addAll(PolicySource.tokens(PolicySource.read(file.get()), folder));
            }
        } catch (IOException unreadable) {
            // It is noted below, where the file's own text is wanted.
            known.clear();
            known.addAll(Surroundings.secrets(environment));
        }
        this.redaction = new Redaction(known);
        this.bundle = new Bundle(redaction);
    }

    Bundle of(String findings, String json, Optional<NodeFacts> facts, DaemonPlace place) {
        bundle.add("doctor.txt", "what doctor found", findings);
        bundle.add("doctor.json", "the same for programs", json);
        bundle.add(
                "versions.txt",
                "this program and its system",
                String.join("\n", new VersionProvider().getVersion()) + "\n" + Surroundings.system());
        policyText();
        facts.ifPresent(
                node -> bundle.add("clocks.json", "clocks that each GPU lists", Json.write(ClockTablesView.of(node))));
        daemon(place);
        directories();
        bundle.add("environment.txt", "variables of this program", Surroundings.variables(environment));
        program("units.txt", "state of the systemd units", unitState());
        program("log.txt", "the newest lines of the journal", journal());
        return bundle;
    }

    private void policyText() {
        if (file.isEmpty()) {
            bundle.missing("policy.yaml", "no --config was given");
            return;
        }
        try {
            bundle.add(
                    "policy.yaml",
                    "the policy file" + (policy.isPresent() ? "" : ", which is not valid"),
                    new PolicyRedaction(redaction).of(PolicySource.read(file.get())));
        } catch (IOException unreadable) {
            bundle.missing("policy.yaml", OneLine.of(unreadable));
        }
    }

    private void daemon(DaemonPlace place) {
        try {
            DaemonClient client = place.client(environment);
            StatusView status = client.get("/api/v1/status", StatusView.class);
            page(client, "/api/v1/status", "status.json", "what the daemon does");
            page(client, "/metrics", "metrics.txt", "its metrics page");
            page(client, "/-/ready", "ready.json", "whether it says that it is ready");
            for (DomainView domain : status.domains()) {
                String name = URLEncoder.encode(domain.name(), StandardCharsets.UTF_8);
                page(
                        client,
                        "/api/v1/decisions?domain=" + name + "&changes=true&last=" + DECISIONS,
                        "decisions-" + name + ".json",
                        "its newest changes of clock or state");
            }
        } catch (DaemonException silent) {
            bundle.missing("status, metrics, decisions", OneLine.of(silent));
        }
    }

    private void page(DaemonClient client, String path, String name, String what) {
        try {
            bundle.add(name, what, client.page(path));
        } catch (DaemonException silent) {
            bundle.missing(name, OneLine.of(silent));
        }
    }

    private void directories() {
        StringBuilder runs = new StringBuilder();
        RunDirectory.ofDaemons(environment).forEach(run -> runs.append(Surroundings.listing(run)));
        Path state = StateDirectory.in(
                environment, policy.flatMap(valid -> valid.learning().directory()));
        bundle.add("directories.txt", "what lies in the run and state directories", runs + Surroundings.listing(state));
        Path lease = RunDirectory.in(environment).resolve("lease");
        try {
            bundle.add("lease.txt", "GPUs that may be locked", Files.readString(lease, StandardCharsets.ISO_8859_1));
        } catch (IOException absent) {
            bundle.missing("lease.txt", Files.exists(lease) ? "it may not be read" : "there is no lease");
        }
    }

    private void program(String name, String what, List<String> command) {
        try {
            String said = ProgramOutput.of(command);
            if (said.isBlank()) {
                bundle.missing(name, command.get(0) + " has nothing on " + String.join(" and ", UNITS));
            } else {
                bundle.add(name, what, said);
            }
        } catch (IOException failed) {
            bundle.missing(name, OneLine.of(failed));
        }
    }

    private static List<String> unitState() {
        List<String> command = new ArrayList<>(
                List.of(
                        "systemctl",
                        "show",
                        "--no-pager",
                        "--property=Id,LoadState,ActiveState,SubState,Result,ExecMainStatus,NRestarts,WatchdogTimestamp,StatusText"));
        command.addAll(UNITS);
        return command;
    }

    private static List<String> journal() {
        List<String> command = new ArrayList<>(
                List.of("journalctl", "--no-pager", "--quiet", "--output=short-iso", "--lines=" + LOG_LINES));
        UNITS.forEach(unit -> command.add("--unit=" + unit));
        return command;
    }
}
