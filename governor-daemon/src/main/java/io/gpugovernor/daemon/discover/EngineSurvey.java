package io.gpugovernor.daemon.discover;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.discover.EngineReport.Gap;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.EngineSettings.Told;
import io.gpugovernor.daemon.feed.EngineFacts;
import io.gpugovernor.daemon.feed.FeedEar;
import io.gpugovernor.daemon.fetch.FetchException;
import io.gpugovernor.daemon.fetch.Page;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.PageExamination;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a domain's engine, listens for its feed and looks for its GPUs, for a diagnosis. */
public final class EngineSurvey {
    /** Twice what passes between two datagrams of an idle engine, and a margin. */
    private static final Duration SILENCE = Duration.ofMillis(1200);

    private static final List<String> VERSIONS = List.of("/version", "/info");
    /** vLLM's, in its development mode only, and SGLang's. */
    private static final List<String> CONFIGURATIONS = List.of("/server_info?config_format=json", "/get_server_info");

    private final GpuFinder finder;
    private final List<Occupants> gpus;
    private final TimeSource time;

    /**
     * @param gpus all of the node; none if there is no driver to ask
     * @param time measures how long answers take
     */
    public EngineSurvey(GpuFinder finder, List<Occupants> gpus, TimeSource time) {
        this.finder = finder;
        this.gpus = List.copyOf(gpus);
        this.time = time;
    }

    /**
     * @param dialect of the engine's type
     * @param feed where its feed would arrive; empty if it is not to be heard
     */
    public EngineReport of(DomainConfig domain, Dialect dialect, Optional<InetSocketAddress> feed) {
        Mapping mapping = finder.find(domain, gpus);
        Optional<FeedEar.Heard> heard = feed.map(port -> FeedEar.listen(port, SILENCE));
        try (EngineInquiry inquiry = new EngineInquiry(domain.engine(), time)) {
            return answering(domain, dialect, inquiry, mapping, heard);
        } catch (FetchException none) {
            return new EngineReport(
                    domain.name(),
                    domain.engine().metricsUrl(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(none.getMessage()),
                    List.of(),
                    List.of(),
                    mapping,
                    heard.map(EngineSurvey::fed).orElse(EngineSettings.NONE).or(mapping.settings()),
                    heard);
        }
    }

    private static EngineReport answering(
            DomainConfig domain, Dialect dialect, EngineInquiry inquiry, Mapping mapping, Optional<FeedEar.Heard> heard)
            throws FetchException {
        Page metrics = inquiry.metrics();
        PageExamination page = PageExamination.of(metrics.bytes(), metrics.length(), dialect);
        EngineSettings fed = heard.map(EngineSurvey::fed).orElse(EngineSettings.NONE);
        return new EngineReport(
                domain.name(),
                domain.engine().metricsUrl(),
                page.engine(),
                version(inquiry).or(() -> heard.flatMap(EngineSurvey::version)),
                page.complaint(),
                page.present(),
                page.missing().entrySet().stream()
                        .map(gap -> new Gap(gap.getKey(), gap.getValue()))
                        .sorted((one, other) -> one.role().compareTo(other.role()))
                        .toList(),
                mapping,
                configuration(inquiry).or(fed).or(mapping.settings()),
                heard);
    }

    private static Optional<String> version(EngineInquiry inquiry) {
        return VERSIONS.stream()
                .flatMap(path -> inquiry.text(path).flatMap(ServerInfo::version).stream())
                .findFirst();
    }

    private static EngineSettings configuration(EngineInquiry inquiry) {
        return CONFIGURATIONS.stream()
                .map(path -> inquiry.text(path)
                        .map(text -> ServerInfo.settings(text, "its " + path.replaceFirst("\\?.*", "")))
                        .orElse(EngineSettings.NONE))
                .reduce(EngineSettings.NONE, EngineSettings::or);
    }

    private static Optional<EngineFacts> facts(FeedEar.Heard heard) {
        return heard instanceof FeedEar.Heard.Sends sends ? sends.facts() : Optional.empty();
    }

    private static Optional<String> version(FeedEar.Heard heard) {
        return facts(heard).map(EngineFacts::version).filter(version -> !version.isBlank());
    }

    private static EngineSettings fed(FeedEar.Heard heard) {
        Map<Setting, Told> told = new EnumMap<>(Setting.class);
        facts(heard).ifPresent(facts -> {
            tell(told, Setting.TENSOR_PARALLEL, facts.tensorParallel());
            tell(told, Setting.MAX_SEQUENCES, facts.maxSequences());
            tell(told, Setting.STEP_TOKENS, facts.maxBatchedTokens());
        });
        return new EngineSettings(told);
    }

    private static void tell(Map<Setting, Told> told, Setting setting, long value) {
        if (value >= 1 && value <= Told.MOST) {
            told.put(setting, new Told((int) value, "its feed"));
        }
    }
}
