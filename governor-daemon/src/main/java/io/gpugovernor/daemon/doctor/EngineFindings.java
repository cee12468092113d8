package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.discover.EngineReport;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.Mapping;
import io.gpugovernor.daemon.discover.Parallelism;
import io.gpugovernor.daemon.discover.Refusal;
import io.gpugovernor.daemon.feed.FeedEar.Heard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found out about the engine of a domain, and which GPUs are its. */
public final class EngineFindings {
    private static final String REMEDY = ": ";

    private final DomainConfig domain;
    private final EngineReport report;
    private final Optional<List<GpuFacts>> node;

    private EngineFindings(DomainConfig domain, EngineReport report, Optional<List<GpuFacts>> node) {
        this.domain = domain;
        this.report = report;
        this.node = node;
    }

    public static List<Finding> of(DomainConfig domain, EngineReport report, NodeFacts facts) {
        Optional<List<GpuFacts>> gpus = facts.driver() instanceof DriverFacts.Started started
                        && !started.gpus().isEmpty()
                ? Optional.of(started.gpus())
                : Optional.empty();
        return new EngineFindings(domain, report, gpus).all();
    }

    private List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(engine());
        if (report.trouble().isEmpty()) {
            findings.add(Finding.ok(Topic.METRICS, says("shows " + String.join(", ", report.present()))));
        }
        report.missing()
                .forEach(gap -> findings.add(Finding.warning(
                        Topic.METRICS,
                        says("does not show " + gap.role() + ": " + gap.effect()),
                        "see docs/engines.md for the flags and versions that show it; the governor works without")));
        report.feed().map(this::feed).ifPresent(findings::add);
        settings().ifPresent(findings::add);
        // Without a GPU there is nothing to map to, and that is a finding already.
        node.ifPresent(gpus -> findings.addAll(mapping(gpus)));
        return findings;
    }

    private Finding engine() {
        return report.trouble()
                .map(this::trouble)
                .orElseGet(() -> Finding.ok(
                        Topic.ENGINE,
                        says(report.url() + " is " + report.kind().orElse("an engine")
                                + report.version()
                                        .map(version -> " " + version)
                                        .orElse(", which does not tell its version")
                                + ", known by the metrics it shows")));
    }

    /** What keeps the daemon from hearing an engine is told in one clause, with the remedy behind its last colon. */
    private Finding trouble(String clause) {
        int colon = clause.lastIndexOf(REMEDY);
        return colon < 0
                ? Finding.warning(
                        Topic.ENGINE,
                        says(report.url() + " " + clause),
                        "start the engine, or correct engine.url, engine.metricsPath or engine.type")
                : Finding.warning(
                        Topic.ENGINE,
                        says(report.url() + " " + clause.substring(0, colon)),
                        clause.substring(colon + REMEDY.length()));
    }

    private Finding feed(Heard heard) {
        if (heard instanceof Heard.Sends) {
            return Finding.ok(Topic.FEED, says("the feed is heard"));
        } else if (heard instanceof Heard.Taken) {
            return Finding.ok(
                    Topic.FEED, says("the feed's port is in use, as it is while the daemon runs; its status tells"));
        } else if (heard instanceof Heard.Deaf deaf) {
            return Finding.warning(
                    Topic.FEED, says("the feed's port cannot be listened on: " + deaf.reason()), "correct engine.feed");
        }
        return Finding.ok(Topic.FEED, says("no feed is heard, so the engine is scraped"));
    }

    /** Where the engine's configuration is known, and from whom. */
    private Optional<Finding> settings() {
        String known = Arrays.stream(Setting.values())
                .flatMap(setting -> report.settings().get(setting).stream()
                        .map(told -> label(setting) + " " + told.value() + " (" + told.source() + ")"))
                .collect(Collectors.joining(", "));
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.ok(Topic.ENGINE, says("was started with " + known)));
    }

    private static String label(Setting setting) {
        return switch (setting) {
            case TENSOR_PARALLEL -> "tensor-parallel size";
            case PIPELINE_PARALLEL -> "pipeline-parallel size";
            case DATA_PARALLEL -> "data-parallel size";
            case DATA_PARALLEL_HERE -> "data-parallel size on this node";
            case MAX_SEQUENCES -> "requests in a batch at most";
            case STEP_TOKENS -> "tokens in a step at most";
        };
    }

    private List<Finding> mapping(List<GpuFacts> gpus) {
        boolean auto = domain.gpus() instanceof GpuSelection.Auto;
        List<Integer> listed = gpus.stream()
                .filter(gpu -> Scope.names(domain, gpu.id()))
                .map(gpu -> gpu.id().index())
                .toList();
        if (report.mapping() instanceof Mapping.Refused refused) {
            List<Finding> findings = new ArrayList<>();
            findings.add(
                    auto
                            ? problem(
                                    "gpus: auto finds no certain answer: "
                                            + refused.why().reason(),
                                    refused.why())
                            : Finding.ok(
                                    Topic.MAPPING,
                                    says("the GPUs it lists cannot be checked: "
                                            + refused.why().reason())));
            if (!auto) {
                findings.addAll(count(listed.size(), false));
            }
            return findings;
        }
        Mapping.Found found = (Mapping.Found) report.mapping();
        List<Integer> indices = found.gpus().stream().map(gpu -> gpu.index()).toList();
        List<Finding> findings = new ArrayList<>();
        if (auto || indices.equals(listed)) {
            String which =
                    auto ? "gpus: auto is gpus: [" + found.indices() + "]" : "the GPUs it lists are its engine's";
            findings.add(Finding.ok(Topic.MAPPING, says(which + ": " + found.evidence()))
                    .on(indices));
        } else {
            findings.add(Finding.warning(
                            Topic.MAPPING,
                            says("its engine was found elsewhere than on the GPUs it lists: " + found.evidence()),
                            "write gpus: [" + found.indices() + "], or gpus: auto")
                    .on(indices));
        }
        findings.addAll(count(auto ? indices.size() : listed.size(), auto));
        return findings;
    }

    private List<Finding> count(int governed, boolean auto) {
        List<Finding> findings = new ArrayList<>();
        Parallelism.shortfall(governed, report.settings())
                .map(why -> auto ? problem(why.reason(), why) : warning(why))
                .ifPresent(findings::add);
        Parallelism.surplus(governed, report.settings()).map(this::warning).ifPresent(findings::add);
        return findings;
    }

    private Finding warning(Refusal why) {
        return Finding.warning(Topic.MAPPING, says(why.reason()), why.remedy());
    }

    private Finding problem(String sentence, Refusal why) {
        return Finding.problem(Topic.MAPPING, says(sentence), why.remedy());
    }

    private String says(String clause) {
        return "domain " + domain.name() + ": " + clause;
    }
}
