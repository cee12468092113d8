package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.discover.EngineReport;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.Mapping;
import io.gpugovernor.daemon.feed.FeedEar.Heard;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A domain's engine for scripts. What is not known is null, a list without members empty.
 *
 * @param url its metrics page
 * @param trouble what is wrong with that page
 * @param families roles that its metrics fill
 * @param missing roles that would help, and what the governor does without
 * @param feed {@code heard}, {@code silent}, {@code in-use}, {@code failed}; null if it is not listened for
 * @param process the one that serves the engine's address
 * @param gpus indices of the GPUs on which it was found
 * @param evidence how that is known
 * @param refusal why its GPUs are not known
 * @param settings how it was started, each with its source
 */
public record EngineView(
        String domain,
        String url,
        @Nullable String engine,
        @Nullable String version,
        @Nullable String trouble,
        List<String> families,
        Map<String, String> missing,
        @Nullable String feed,
        @Nullable String process,
        List<Integer> gpus,
        @Nullable String evidence,
        @Nullable String refusal,
        Map<String, SettingView> settings) {
    /** A number of the engine's configuration; {@code source} says who told it. */
    public record SettingView(int value, String source) {}

    static EngineView of(EngineReport report) {
        Map<String, String> missing = new TreeMap<>();
        report.missing().forEach(gap -> missing.put(gap.role(), gap.effect()));
        Mapping mapping = report.mapping();
        boolean found = mapping instanceof Mapping.Found;
        return new EngineView(
                report.domain(),
                report.url().toString(),
                report.kind().orElse(null),
                report.version().orElse(null),
                report.trouble().orElse(null),
                report.present(),
                missing,
                report.feed().map(EngineView::feed).orElse(null),
                mapping.process().orElse(null),
                found
                        ? ((Mapping.Found) mapping)
                                .gpus().stream().map(gpu -> gpu.index()).toList()
                        : List.of(),
                found ? ((Mapping.Found) mapping).evidence() : null,
                mapping instanceof Mapping.Refused refused ? refused.why().toString() : null,
                report.settings().told().entrySet().stream()
                        .collect(Collectors.toMap(
                                told -> name(told.getKey()),
                                told -> new SettingView(
                                        told.getValue().value(), told.getValue().source()),
                                (one, other) -> one,
                                TreeMap::new)));
    }

    /** {@code tensorParallel}, {@code stepTokens}. */
    private static String name(Setting setting) {
        StringBuilder name = new StringBuilder();
        for (String word : setting.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static String feed(Heard heard) {
        if (heard instanceof Heard.Sends) {
            return "heard";
        } else if (heard instanceof Heard.Taken) {
            return "in-use";
        }
        return heard instanceof Heard.Deaf ? "failed" : "silent";
    }
}
