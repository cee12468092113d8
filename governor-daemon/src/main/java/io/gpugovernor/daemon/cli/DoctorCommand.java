package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.DomainConfig;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            "Only reads: no clock, limit or mode is ever changed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine, perhaps with warnings",
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

    @Override
    public Integer call() {
        List<EngineReport> engines = new ArrayList<>();
        Diagnosis diagnosis = config == null ? node(List.of(), Optional.empty(), engines) : withPolicy(config, engines);
        int exit = switch (diagnosis.verdict()) {
            case POLICY_INVALID -> ExitCodes.CONFIG_INVALID;
            case NO_GPU -> ExitCodes.NO_GPU;
            case NO_PERMISSION -> ExitCodes.NO_PERMISSION;
            case FINE -> ExitCodes.OK;
        };
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(DiagnosisView.of(diagnosis, exit, engines)));
        } else {
            diagnosis.findings().forEach(finding -> print(finding, out));
        }
        return exit;
    }

    /** An invalid policy ends the examination: it may name the library, and it says what to examine. */
    private static Diagnosis withPolicy(Path file, List<EngineReport> engines) {
        PolicyResult result = PolicyLoader.load(file);
        List<Finding> findings = PolicyFindings.of(result, file.toString());
        return result instanceof PolicyResult.Loaded loaded
                ? node(findings, Optional.of(loaded.policy()), engines)
                : new Diagnosis(findings);
    }

    private static Diagnosis node(List<Finding> before, Optional<PolicyFile> policy, List<EngineReport> engines) {
        Optional<String> library = policy.map(PolicyFile::nvml)
                .orElse(NvmlConfig.DEFAULT)
                .overriddenBy(System.getenv())
                .library()
                .map(Path::toString);
        List<Finding> findings = new ArrayList<>(before);
        findings.addAll(LeaseFindings.of(AbandonedLease.in(RunDirectory.in(System.getenv()))));
        NodeFacts facts = NodeReader.read(library);
        findings.addAll(Doctor.diagnose(facts, policy).findings());
        policy.ifPresent(file -> findings.addAll(learning(file)));
        policy.ifPresent(file -> findings.addAll(engines(facts, file, engines)));
        return new Diagnosis(findings);
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

    private static void print(Finding finding, PrintWriter out) {
        out.printf(
                "%-8s %-15s %s%n", finding.status().label(), finding.topic().label(), Printable.text(finding.text()));
        finding.remedy().ifPresent(remedy -> out.printf("%-24s -> %s%n", "", Printable.text(remedy)));
    }
}
