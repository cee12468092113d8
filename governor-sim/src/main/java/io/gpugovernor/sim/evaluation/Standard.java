package io.gpugovernor.sim.evaluation;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings that are compared when nobody asks for others. They were chosen before the results were seen. */
public final class Standard {
    private static final Workload CONVERSATION = new Workload.Generated(WorkloadPreset.CONVERSATION);
    private static final Workload CODE = new Workload.Generated(WorkloadPreset.CODE);
    private static final Ratio QUANTILE = new Ratio(0.99);

    private Standard() {}

    /** Where sensitivities start: conversations at 55 % on eight H100. */
    public static Setting reference(Setting base, Optional<Slo> slo) {
        return on("h100-llama-70b-tp8", 600, 100, base, slo).at(CONVERSATION, Course.parse("55"));
    }

    /**
     * Conversations and code at several loads on three kinds of hardware, each with the SLO that suits it.
     *
     * @param base duration, telemetry, switch times and belief for all of them
     * @param slo one SLO for all of them instead
     */
    public static List<Setting> settings(Setting base, Optional<Slo> slo) {
        Setting large = on("h100-llama-70b-tp8", 600, 100, base, slo);
        Setting small = on("h100-llama-8b", 400, 50, base, slo);
        Setting older = on("a800-qwen-32b-tp2", 1500, 120, base, slo);
        List<Setting> settings = new ArrayList<>();
        settings.addAll(at(large, CONVERSATION, "10", "25", "40", "55", "70", "85", "10-85-10"));
        settings.addAll(at(small, CONVERSATION, "25", "55", "85"));
        settings.addAll(at(older, CONVERSATION, "25", "55", "85"));
        settings.addAll(at(large, CODE, "25", "55", "85"));
        settings.addAll(at(small, CODE, "55"));
        return settings;
    }

    private static List<Setting> at(Setting hardware, Workload workload, String... loads) {
        List<Setting> settings = new ArrayList<>();
        for (String load : loads) {
            settings.add(hardware.at(workload, Course.parse(load)));
        }
        return settings;
    }

    private static Setting on(String hardware, int ttftMillis, int tbtMillis, Setting base, Optional<Slo> slo) {
        Slo usual = Slo.of(Duration.ofMillis(ttftMillis), Duration.ofMillis(tbtMillis), QUANTILE);
        return base.on(HardwareProfiles.load(hardware)).promising(slo.orElse(usual));
    }
}
