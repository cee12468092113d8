package io.gpugovernor.daemon.discover;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.discover.EngineInquiry.Answer;
import io.gpugovernor.daemon.discover.EngineReport.Gap;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.EngineSettings.Told;
import io.gpugovernor.daemon.feed.EngineFacts;
import io.gpugovernor.daemon.feed.FeedEar;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.PageExamination;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a domain's engine, listens for its feed and looks for its GPUs, for a diagnosis. */
public final class EngineSurvey {
    /** An engine on its own node that needs longer for a page could not be governed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Twice what passes between two datagrams of an idle engine, and a margin. */
    private static final Duration SILENCE = Duration.ofMillis(1200);

    private static final List<String> VERSIONS = List.of("/version", "/info");
    /** vLLM's, in its development mode only, and SGLang's. */
    private static final List<String> CONFIGURATIONS = List.of("/server_info?config_format=json", "/get_server_info");

    private final GpuFinder finder;
    private final List<Occupants> gpus;
    private final EngineInquiry inquiry = new EngineInquiry(PATIENCE);

    /** @param gpus all of the node; none if there is no driver to ask */
    public EngineSurvey(GpuFinder finder, List<Occupants> gpus) {
        this.finder = finder;
        this.gpus = List.copyOf(gpus);
    }

    /**
     * @param dialect of the engine's type
     * @param feed where its feed would arrive; empty if it is not to be heard
     */
    public EngineReport of(DomainConfig domain, Dialect dialect, Optional<InetSocketAddress> feed) {
        URI url = domain.engine().metricsUrl();
        Answer answer = inquiry.ask(url);
        Mapping mapping = finder.find(domain, gpus);
        Optional<FeedEar.Heard> heard = feed.map(port -> FeedEar.listen(port, SILENCE));
        EngineSettings fed = heard.map(EngineSurvey::fed).orElse(EngineSettings.NONE);
        if (answer instanceof Answer.None none) {
            return new EngineReport(
                    domain.name(),
                    url,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(none.clause()),
                    List.of(),
                    List.of(),
                    mapping,
                    fed.or(mapping.settings()),
                    heard);
        }
        byte[] bytes = ((Answer.Page) answer).text().getBytes(StandardCharsets.UTF_8);
        PageExamination page = PageExamination.of(bytes, bytes.length, dialect);
        return new EngineReport(
                domain.name(),
                url,
                page.engine(),
                version(domain).or(() -> heard.flatMap(EngineSurvey::version)),
                page.complaint(),
                page.present(),
                page.missing().entrySet().stream()
                        .map(gap -> new Gap(gap.getKey(), gap.getValue()))
                        .sorted((one, other) -> one.role().compareTo(other.role()))
                        .toList(),
                mapping,
                configuration(domain).or(fed).or(mapping.settings()),
                heard);
    }

    private Optional<String> version(DomainConfig domain) {
        return VERSIONS.stream()
                .flatMap(path -> text(domain, path).flatMap(ServerInfo::version).stream())
                .findFirst();
    }

    private EngineSettings configuration(DomainConfig domain) {
        return CONFIGURATIONS.stream()
                .map(path -> text(domain, path)
                        .map(text -> ServerInfo.settings(text, "its " + path.replaceFirst("\\?.*", "")))
                        .orElse(EngineSettings.NONE))
                .reduce(EngineSettings.NONE, EngineSettings::or);
    }

    private Optional<String> text(DomainConfig domain, String path) {
        String base = domain.engine().url().toString().replaceFirst("/$", "");
        return inquiry.ask(URI.create(base + path)) instanceof Answer.Page page
                ? Optional.of(page.text())
                : Optional.empty();
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
