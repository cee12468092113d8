package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the entries of {@code domains}, one after the other, and sees to it that they do not overlap. */
final class DomainReader {
    private static final int MOST_SWITCHES_PER_MINUTE = 6000;
    private static final Ratio WIDEST_DEAD_BAND = new Ratio(0.5);

    private final Findings findings;
    private final Path base;
    private final GpuListReader gpuLists;
    private final Map<String, String> names = new HashMap<>();
    private final Map<URI, String> engines = new HashMap<>();
    private final Map<Integer, String> feeds = new HashMap<>();

    /** @param base folder that the relative paths of profiles and dialects start from */
    DomainReader(Findings findings, Path base) {
        this.findings = findings;
        this.base = base;
        this.gpuLists = new GpuListReader(findings);
    }

    /** The domain; empty, and reported, if its name or engine is missing or bad. */
    Optional<DomainConfig> read(Section domain) {
        Optional<String> name = domain.require("name", SettingText::name, "a name: chat");
        name.ifPresent(known -> requireNew(domain, known));
        domain.requireKey("engine", "the engine: {url: \"http://127.0.0.1:8000\"}");
        Optional<EngineConfig> engine = domain.block("engine", Block.ENGINE, this::engine, Optional.empty());
        GpuSelection gpus = domain.node("gpus")
                .flatMap(node -> gpuLists.read(domain.pathOf("gpus"), node))
                .orElse(DomainConfig.DEFAULT_GPUS);
        SloConfig slo = domain.node("slo").isPresent() ? slo(domain) : DomainConfig.DEFAULT_SLO;
        Objective objective = domain.read("objective", ChoiceText.of(Objective.class), DomainConfig.DEFAULT_OBJECTIVE);
        ClockRange clocks = domain.block("clocks", Block.CLOCKS, this::clocks, ClockRange.DEFAULT);
        HysteresisConfig hysteresis =
                domain.block("hysteresis", Block.HYSTERESIS, DomainReader::hysteresis, HysteresisConfig.DEFAULT);
        ProfileSource profile = domain.read("profile", SettingText.profile(base), DomainConfig.DEFAULT_PROFILE);
        return name.flatMap(known -> engine.map(
                serving -> new DomainConfig(known, serving, gpus, slo, objective, clocks, hysteresis, profile)));
    }

    private Optional<EngineConfig> engine(Section engine) {
        EngineType type = new EngineTypeReader(findings, base).read(engine);
        Optional<URI> url =
                engine.require("url", AddressText::engine, "the engine's address: url: \"http://127.0.0.1:8000\"");
        String metricsPath = engine.read("metricsPath", AddressText::path, EngineConfig.DEFAULT_METRICS_PATH);
        FeedSetting feed = engine.read("feed", SettingText::feed, EngineConfig.DEFAULT_FEED);
        Optional<EngineConfig> read = url.map(address -> new EngineConfig(
                type, address, metricsPath, feed, new AccessReader(findings, base).read(engine, address)));
        read.ifPresent(known -> warnIfShared(engine, known));
        requireOwnFeed(engine, feed);
        return read;
    }

    private void requireNew(Section domain, String name) {
        String earlier = names.putIfAbsent(name, domain.path());
        if (earlier != null) {
            findings.problem(
                    domain.pathOf("name"),
                    domain.place("name"),
                    "the name " + name + " is taken by " + earlier,
                    "give each domain its own name");
        }
    }

    private void warnIfShared(Section engine, EngineConfig config) {
        String earlier = engines.putIfAbsent(config.metricsUrl(), engine.path());
        if (earlier != null) {
            findings.warning(
                    engine.pathOf("url"),
                    engine.place("url"),
                    "the engine is the same as " + earlier + "'s, so both domains see its whole load",
                    "put all GPUs of one engine into one domain");
        }
    }

    /** A datagram is attributed by the port it arrives on. */
    private void requireOwnFeed(Section engine, FeedSetting feed) {
        if (feed instanceof FeedSetting.At at) {
            String earlier = feeds.putIfAbsent(at.address().port(), engine.path());
            if (earlier != null) {
                findings.problem(
                        engine.pathOf("feed"),
                        engine.place("feed"),
                        "the feed's port " + at.address().port() + " is taken by " + earlier,
                        "give each engine a port of its own, here and in its GPU_GOVERNOR_FEED");
            }
        }
    }

    private SloConfig slo(Section domain) {
        if (domain.place("slo") instanceof ScalarNode) {
            return domain.read("slo", DomainReader::automaticSlo, DomainConfig.DEFAULT_SLO);
        }
        return domain.block("slo", Block.SLO, new SloReader(findings)::read, DomainConfig.DEFAULT_SLO);
    }

    private static SloConfig automaticSlo(String text) throws BadValueException {
        if (!text.strip().equals(SettingText.AUTO)) {
            throw new BadValueException(
                    Quoted.of(text) + " is not an SLO", "write auto, or targets: {ttft: 600ms, tbt: 100ms}");
        }
        return new SloConfig.Auto();
    }

    private ClockRange clocks(Section clocks) {
        Optional<Megahertz> min = clocks.read("min", SettingText.autoOr(ClockText::parse), Optional.empty());
        Optional<Megahertz> max = clocks.read("max", SettingText.autoOr(ClockText::parse), Optional.empty());
        boolean pin = clocks.read("pin", ChoiceText::bool, ClockRange.DEFAULT.pin());
        if (min.isPresent() && max.isPresent() && min.get().isAbove(max.get())) {
            findings.problem(
                    clocks.pathOf("min"),
                    clocks.place("min"),
                    "the lowest clock " + min.get() + " is above the highest " + max.get(),
                    "swap clocks.min and clocks.max");
            return ClockRange.DEFAULT;
        }
        return new ClockRange(min, max, pin);
    }

    private static HysteresisConfig hysteresis(Section hysteresis) {
        HysteresisConfig normal = HysteresisConfig.DEFAULT;
        return new HysteresisConfig(
                hysteresis.read(
                        "maxSwitchesPerMinute",
                        WholeNumberText.within(1, MOST_SWITCHES_PER_MINUTE),
                        normal.maxSwitchesPerMinute()),
                hysteresis.read("dwell", DurationText.within(Duration.ZERO, Duration.ofMinutes(1)), normal.dwell()),
                hysteresis.read("deadBand", RatioText.within(Ratio.ZERO, WIDEST_DEAD_BAND), normal.deadBand()));
    }
}
