package io.gpugovernor.sim.evaluation;

import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Evaluations that tests run. */
final class Evaluations {
    private Evaluations() {}

    /** Short requests on hardware of paper for a minute. */
    static Setting tiny() {
        return new Setting(
                new Workload.Generated(WorkloadPreset.SMALL_SMALL),
                Course.parse("30"),
                TinyHardware.jittered(),
                Scenarios.SLO,
                Duration.ofMinutes(1),
                Scenarios.QUARTERS,
                SwitchTiming.DEFAULT,
                Belief.EXACT);
    }

    /** Two loads, {@code policies}, two seeds, first 5. */
    static Matrix small(String policies, Study... studies) {
        List<Setting> settings = List.of(tiny(), tiny().at(tiny().workload(), Course.parse("60")));
        return Plan.over(
                new Axes(tiny(), settings, Contender.parseAll(policies), 5, 2, EnumSet.copyOf(List.of(studies))));
    }

    /** The standard evaluation with every policy and study. */
    static Matrix standard() {
        return Plan.over(new Axes(
                Standard.reference(tiny(), Optional.empty()),
                Standard.settings(tiny(), Optional.empty()),
                Contender.parseAll("all"),
                1,
                2,
                EnumSet.allOf(Study.class)));
    }
}
