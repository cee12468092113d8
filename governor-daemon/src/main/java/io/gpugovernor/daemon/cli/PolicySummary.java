package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.config.ClockRange;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.RatioText;
import io.gpugovernor.daemon.config.SloConfig;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a policy would govern, in one line. */
final class PolicySummary {
    private PolicySummary() {}

    static String of(PolicyFile policy) {
        String domains = policy.domains().stream().map(PolicySummary::domain).collect(Collectors.joining("; "));
        int count = policy.domains().size();
        return policy.mode().name().toLowerCase(Locale.ROOT) + " " + count + (count == 1 ? " domain: " : " domains: ")
                + domains;
    }

    private static String domain(DomainConfig domain) {
        return domain.name() + " (" + gpus(domain.gpus()) + ", "
                + domain.engine().url() + ", " + slo(domain.slo()) + ", " + clocks(domain.clocks()) + ")";
    }

    private static String gpus(GpuSelection selection) {
        return selection instanceof GpuSelection.Listed listed
                ? "GPU " + listed.gpus().stream().map(Object::toString).collect(Collectors.joining(" "))
                : "the engine's GPUs";
    }

    private static String slo(SloConfig config) {
        if (!(config instanceof SloConfig.Promised promised)) {
            return SloConfig.Auto.TIMES_UNLOADED + " times the unloaded latency";
        }
        Slo slo = promised.slo();
        String targets = Stream.concat(
                        slo.ttft().map(time -> "TTFT " + DurationText.format(time)).stream(),
                        slo.tbt().map(time -> "TBT " + DurationText.format(time)).stream())
                .collect(Collectors.joining(", "));
        return targets + " for " + RatioText.format(slo.quantile());
    }

    private static String clocks(ClockRange range) {
        String min = range.min().map(Megahertz::toString).orElse("lowest");
        String max = range.max().map(Megahertz::toString).orElse("highest");
        return min + " to " + max + (range.pin() ? " pinned" : "");
    }
}
