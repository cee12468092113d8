package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.sim.evaluation.Axes;
import io.gpugovernor.sim.evaluation.Setting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an evaluation assumes, in words. */
final class Assumptions {
    private Assumptions() {}

    /** One line each: time and seeds, telemetry and switching, promises. */
    static List<String> of(Axes axes) {
        Setting one = axes.reference();
        return List.of(
                "requests arrive for " + DurationText.format(one.duration()) + " of simulated time; seeds "
                        + axes.firstSeed() + " to " + (axes.firstSeed() + axes.seeds() - 1)
                        + ", the clairvoyant on the first only",
                "metrics are read every " + DurationText.format(one.telemetry().period()) + "; a switch takes "
                        + DurationText.format(one.switching().call()) + " call, "
                        + DurationText.format(one.switching().transition()) + " transition and "
                        + DurationText.format(one.switching().stall()) + " stall, except where these are varied",
                "SLO: "
                        + axes.settings().stream()
                                .map(setting -> setting.hardware().name() + ": " + promise(setting.slo()))
                                .distinct()
                                .collect(Collectors.joining("; ")));
    }

    private static String promise(Slo slo) {
        return slo.ttft().map(DurationText::format).orElse("no limit") + " to the first token, "
                + slo.tbt().map(DurationText::format).orElse("no limit") + " between tokens, for "
                + String.format(Locale.ROOT, "%.4g", 100 * slo.quantile().value()) + " % of requests";
    }
}
