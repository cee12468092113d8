package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.bundle.Bundle;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.HostPort;
import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.discover.EngineReport;
import io.gpugovernor.daemon.discover.EngineSurvey;
import io.gpugovernor.daemon.discover.GpuFinder;
import io.gpugovernor.daemon.discover.ProcReader;
import io.gpugovernor.daemon.doctor.Diagnosis;
import io.gpugovernor.daemon.doctor.DiagnosisView;
import io.gpugovernor.daemon.doctor.Doctor;
import io.gpugovernor.daemon.doctor.EngineFindings;
import io.gpugovernor.daemon.doctor.Finding;
import io.gpugovernor.daemon.doctor.LearningFindings;
import io.gpugovernor.daemon.doctor.LeaseFindings;
import io.gpugovernor.daemon.doctor.NodeFacts;
import io.gpugovernor.daemon.doctor.NodeReader;
import io.gpugovernor.daemon.doctor.PolicyFindings;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.lease.AbandonedLease;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.memory.MemorySurvey;
import io.gpugovernor.daemon.memory.StateDirectory;
import io.gpugovernor.daemon.node.EngineDialect;
import io.gpugovernor.daemon.node.FeedPorts;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: can this node be governed, and if not, what to do about it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Can the GPUs of this node be governed? Each finding with its remedy.",
            "With a policy, also: what its engines show, and on which GPUs they are found.",
            "Only reads: no clock, limit or mode is ever changed.",
            "With --bundle, also a report to send to others."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine, perhaps with warnings",
            "1:the report could not be written",
            "2:wrong use of this command",
            "3:the policy file is not valid",
            "4:the policy says enforce, and this process may not set clocks",
            "5:no library, no driver, no GPU, or a GPU of the policy that cannot be governed"
        })
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The policy file that is to be used on this node; without it, ask about every GPU.")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print the findings as one JSON object.")
    private boolean json;

    @Mixin
    private final BundleOptions bundle = new BundleOptions();

    @Override
    public Integer call() {
        bundle.check();
        List<EngineReport> engines = new ArrayList<>();
        Optional<PolicyResult> result = Optional.ofNullable(config).map(PolicyLoader::load);
        Optional<NodeFacts> facts =
                result.filter(PolicyResult.Rejected.class::isInstance).isPresent()
                        ? Optional.empty()
                        : Optional.of(NodeReader.read(library(policy(result))));
        Diagnosis diagnosis = diagnose(result, facts, engines);
        int exit = switch (diagnosis.verdict()) {
            case POLICY_INVALID -> ExitCodes.CONFIG_INVALID;
            case NO_GPU -> ExitCodes.NO_GPU;
            case NO_PERMISSION -> ExitCodes.NO_PERMISSION;
            case FINE -> ExitCodes.OK;
        };
        String asText = diagnosis.findings().stream().map(DoctorCommand::text).collect(Collectors.joining())
                + String.format("%n%s%n", diagnosis.conclusion());
        String asJson = Json.write(DiagnosisView.of(diagnosis, exit, engines)) + "\n";
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? asJson : asText);
        out.flush();
        if (bundle.wanted()) {
            report(policy(result), facts, asText, asJson);
        }
        return exit;
    }

    private static Optional<PolicyFile> policy(Optional<PolicyResult> result) {
        return result.filter(PolicyResult.Loaded.class::isInstance)
                .map(PolicyResult.Loaded.class::cast)
                .map(PolicyResult.Loaded::policy);
    }

    /** Says what is inside on standard error where JSON is wanted, since that is for programs. */
    private void report(Optional<PolicyFile> policy, Optional<NodeFacts> facts, String asText, String asJson) {
        // A report on a node with a broken policy is wanted most of all, and clocks do not depend on the policy.
        NodeFacts node = facts.orElseGet(() -> NodeReader.read(library(Optional.empty())));
        String nearby = policy.map(valid -> "http://" + reachable(valid.http().listen()))
                .orElse(DaemonOptions.DEFAULT_URL);
        Bundle report = new NodeReport(System.getenv(), Optional.ofNullable(config), policy)
                .of(asText, asJson, Optional.of(node), new DaemonPlace(bundle.url(), nearby));
        bundle.write(report.zipped(SystemTime.calendar()));
        PrintWriter out =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        out.println();
        out.println("report: " + bundle.file() + ", readable by you only; it holds, in bytes:");
        report.contents().forEach(line -> out.println(Printable.text(line)));
        out.println("Secrets were taken out where they could be told. Look through it before you send it.");
        out.flush();
    }

    /** Where to ask a daemon that listens there. */
    private static String reachable(HostPort listen) {
        boolean everywhere = listen.host().equals("0.0.0.0") || listen.host().equals("::");
        return everywhere ? "127.0.0.1:" + listen.port() : listen.toString();
    }

    /** An invalid policy ends the examination: it may name the library, and it says what to examine. */
    private Diagnosis diagnose(Optional<PolicyResult> result, Optional<NodeFacts> facts, List<EngineReport> engines) {
        List<Finding> findings = new ArrayList<>();
        result.ifPresent(loaded -> findings.addAll(PolicyFindings.of(loaded, String.valueOf(config))));
        if (facts.isEmpty()) {
            return new Diagnosis(findings);
        }
        Optional<PolicyFile> policy = policy(result);
        findings.addAll(LeaseFindings.of(AbandonedLease.in(RunDirectory.in(System.getenv()))));
        findings.addAll(Doctor.diagnose(facts.get(), policy).findings());
        policy.ifPresent(file -> findings.addAll(learning(file)));
        policy.ifPresent(file -> findings.addAll(engines(facts.get(), file, engines)));
        return new Diagnosis(findings);
    }

    private static Optional<String> library(Optional<PolicyFile> policy) {
        return policy.map(PolicyFile::nvml)
                .orElse(NvmlConfig.DEFAULT)
                .overriddenBy(System.getenv())
                .library()
                .map(Path::toString);
    }

    private static List<Finding> learning(PolicyFile policy) {
        if (!policy.learning().keep()) {
            return List.of();
        }
        return LearningFindings.of(MemorySurvey.of(
                StateDirectory.in(System.getenv(), policy.learning().directory()),
                policy.domains().stream().map(DomainConfig::name).toList(),
                SystemTime.calendar()));
    }

    private static List<Finding> engines(NodeFacts facts, PolicyFile policy, List<EngineReport> reports) {
        GpuFinder finder = new GpuFinder(ProcReader.in(System.getenv()), policy.domains());
        EngineSurvey survey = new EngineSurvey(finder, facts.occupants(), new SystemTime());
        List<Finding> findings = new ArrayList<>();
        for (DomainConfig domain : policy.domains()) {
            EngineReport report =
                    survey.of(domain, EngineDialect.of(domain.engine().type()), FeedPorts.of(policy, domain));
            reports.add(report);
            findings.addAll(EngineFindings.of(domain, report, facts));
        }
        return findings;
    }

    private static String text(Finding finding) {
        String line = String.format(
                "%-8s %-15s %s%n", finding.status().label(), finding.topic().label(), Printable.text(finding.text()));
        return line
                + finding.remedy()
                        .map(remedy -> String.format("%-24s -> %s%n", "", Printable.text(remedy)))
                        .orElse("");
    }
}
