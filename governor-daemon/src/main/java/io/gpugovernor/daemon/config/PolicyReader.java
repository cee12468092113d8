package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Ratio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the whole policy from the root of its tree. */
final class PolicyReader {
    /** A domain is a loop with a thread of its own; no node serves more engines than this. */
    private static final int MOST_DOMAINS = 64;

    private static final String DOMAIN_EXAMPLE = "domains: [{name: chat, engine: {url: \"http://127.0.0.1:8000\"}}]";
    private static final ValueParser<Duration> PERIOD =
            DurationText.within(Duration.ofMillis(20), Duration.ofSeconds(30));
    private static final ValueParser<Ratio> BUDGET = RatioText.within(new Ratio(0.001), Ratio.ONE);
    private static final ValueParser<Duration> STALE_AFTER =
            DurationText.within(Duration.ofMillis(100), Duration.ofMinutes(5));

    private final Findings findings;
    private final Path base;
    private final boolean looksBeyond;

    /** @param looksBeyond whether to check the web configuration too, which is a file of its own */
    PolicyReader(Findings findings, Path base, boolean looksBeyond) {
        this.findings = findings;
        this.base = base;
        this.looksBeyond = looksBeyond;
    }

    /** The policy; empty if anything was found wrong, which the {@link Findings} then hold. */
    Optional<PolicyFile> read(Node root) {
        return Section.open(Block.ROOT, "", root, findings).flatMap(this::policy);
    }

    private Optional<PolicyFile> policy(Section root) {
        root.require("apiVersion", ChoiceText.only(PolicyFile.API_VERSION), "apiVersion: " + PolicyFile.API_VERSION);
        Mode mode = root.read("mode", ChoiceText.of(Mode.class), PolicyFile.DEFAULT_MODE);
        TelemetryConfig telemetry =
                root.block("telemetry", Block.TELEMETRY, PolicyReader::telemetry, TelemetryConfig.DEFAULT);
        List<DomainConfig> domains = domains(root);
        NvmlConfig nvml = root.block("nvml", Block.NVML, PolicyReader::nvml, NvmlConfig.DEFAULT);
        SafetyConfig safety = root.block("safety", Block.SAFETY, this::safety, SafetyConfig.DEFAULT);
        HttpConfig http = root.block("http", Block.HTTP, this::http, HttpConfig.DEFAULT);
        ControlConfig control = root.block("control", Block.CONTROL, PolicyReader::control, ControlConfig.DEFAULT);
        NodeConfig node = root.block("node", Block.NODE, PolicyReader::node, NodeConfig.DEFAULT);
        LearningConfig learning =
                root.block("learning", Block.LEARNING, PolicyReader::learning, LearningConfig.DEFAULT);
        requireFreshness(root, telemetry, safety);
        return findings.problems().isEmpty()
                ? Optional.of(new PolicyFile(mode, telemetry, domains, nvml, safety, http, control, node, learning))
                : Optional.empty();
    }

    private static TelemetryConfig telemetry(Section telemetry) {
        return new TelemetryConfig(
                telemetry.read("period", SettingText.autoOr(PERIOD), TelemetryConfig.DEFAULT.period()),
                telemetry.read("budget", BUDGET, TelemetryConfig.DEFAULT.budget()));
    }

    private List<DomainConfig> domains(Section root) {
        root.requireKey("domains", DOMAIN_EXAMPLE);
        if (root.node("domains").isEmpty()) {
            return List.of();
        }
        Node node = root.place("domains");
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            findings.problem("domains", node, "domains must be a list of at least one", "write " + DOMAIN_EXAMPLE);
            return List.of();
        }
        if (sequence.getValue().size() > MOST_DOMAINS) {
            findings.problem("domains", node, "more than " + MOST_DOMAINS + " domains", "is this one node's file?");
            return List.of();
        }
        return Values.plainTag("domains", node, findings) ? entries(sequence) : List.of();
    }

    private List<DomainConfig> entries(SequenceNode sequence) {
        DomainReader reader = new DomainReader(findings, base);
        List<DomainConfig> domains = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Section.open(Block.DOMAIN, "domains[" + i + "]", sequence.getValue().get(i), findings)
                    .flatMap(reader::read)
                    .ifPresent(domains::add);
        }
        return domains;
    }

    private static NvmlConfig nvml(Section nvml) {
        return new NvmlConfig(
                nvml.read("library", SettingText.autoOr(SettingText::library), NvmlConfig.DEFAULT.library()));
    }

    private SafetyConfig safety(Section safety) {
        OnExit onExit = safety.read("onExit", ChoiceText.of(OnExit.class), SafetyConfig.DEFAULT.onExit());
        if (onExit == OnExit.KEEP) {
            findings.warning(
                    safety.pathOf("onExit"),
                    safety.place("onExit"),
                    "clocks stay locked after the daemon stops",
                    "run gpu-governor release when they should not");
        }
        return new SafetyConfig(onExit, safety.read("staleAfter", STALE_AFTER, SafetyConfig.DEFAULT.staleAfter()));
    }

    private HttpConfig http(Section http) {
        return new HttpReader(findings, base, looksBeyond).read(http);
    }

    private static ControlConfig control(Section control) {
        return new ControlConfig(control.read("group", SettingText::account));
    }

    private static NodeConfig node(Section node) {
        return new NodeConfig(node.read("powerBudget", PowerText::limit, NodeConfig.DEFAULT.powerBudget()));
    }

    private static LearningConfig learning(Section learning) {
        return new LearningConfig(
                learning.read("keep", ChoiceText::bool, LearningConfig.DEFAULT.keep()),
                learning.read(
                        "directory", SettingText.autoOr(SettingText::directory), LearningConfig.DEFAULT.directory()));
    }

    /** Telemetry that is stale before the next scrape is due would release the clocks at every tick. */
    private void requireFreshness(Section root, TelemetryConfig telemetry, SafetyConfig safety) {
        boolean known = findings.sound("telemetry.period") && findings.sound("safety.staleAfter");
        if (known && safety.staleAfter().compareTo(telemetry.longestPeriod()) <= 0) {
            findings.problem(
                    "safety.staleAfter",
                    root.place("safety"),
                    "safety.staleAfter, " + DurationText.format(safety.staleAfter())
                            + ", must be longer than the telemetry period of up to "
                            + DurationText.format(telemetry.longestPeriod()),
                    "three periods or more leave room for a late scrape");
        }
    }
}
