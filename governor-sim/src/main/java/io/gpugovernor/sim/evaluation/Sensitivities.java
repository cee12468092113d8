package io.gpugovernor.sim.evaluation;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.tournament.Contender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** The studies that vary one quantity of the reference setting, for this project's governor and the best single clock. */
final class Sensitivities {
    private static final double[] PERIODS = {20, 50, 100, 250, 500, 1000, 2000, 5000};
    private static final double[] CALLS = {5, 10, 20, 50, 100, 200};
    private static final double[] STALLS = {0, 10, 20, 50, 100, 200};
    private static final double[] ERRORS = {-20, -10, 0, 10, 20};
    private static final double[] KNEES = {0.6, 0.65, 0.7, 0.75, 0.8, 0.85};
    private static final List<Contender> SUBJECTS = List.of(new Contender.Slack(), new Contender.StaticBest());

    private Sensitivities() {}

    static List<Entry> telemetry(Axes axes) {
        return vary(
                Study.TELEMETRY,
                PERIODS,
                axes,
                period -> axes.reference().heard(new TelemetryMode.Scrape(milliseconds(period))));
    }

    static List<Entry> call(Axes axes) {
        SwitchTiming usual = axes.reference().switching();
        return vary(
                Study.CALL,
                CALLS,
                axes,
                call -> axes.reference()
                        .switching(new SwitchTiming(milliseconds(call), usual.transition(), usual.stall())));
    }

    static List<Entry> stall(Axes axes) {
        SwitchTiming usual = axes.reference().switching();
        return vary(
                Study.STALL,
                STALLS,
                axes,
                stall -> axes.reference()
                        .switching(new SwitchTiming(usual.call(), usual.transition(), milliseconds(stall))));
    }

    static List<Entry> error(Axes axes) {
        return vary(
                Study.ERROR,
                ERRORS,
                axes,
                percent -> axes.reference().believing(axes.reference().belief().off(percent / 100)));
    }

    static List<Entry> knee(Axes axes) {
        HardwareProfile hardware = axes.reference().hardware();
        return vary(Study.KNEE, KNEES, axes, knee -> axes.reference().on(hardware.withKnee(knee)));
    }

    /** The node's own model, and those of the shipped hardware that is least like it. */
    static List<Entry> cold(Axes axes) {
        List<Belief> beliefs = Stream.concat(
                        Stream.of(Belief.EXACT),
                        Stream.of("a800-qwen-32b-tp2", "h100-llama-8b")
                                .filter(name ->
                                        !name.equals(axes.reference().hardware().name()))
                                .map(name -> Belief.assumed(HardwareProfiles.load(name), 0)))
                .toList();
        List<Entry> entries = new ArrayList<>();
        for (Belief belief : beliefs) {
            Contender governor = new Contender.Slack();
            for (long seed : axes.seedsFor(governor)) {
                entries.add(
                        new Entry(Study.COLD, 0, new Cell(axes.reference().believing(belief), governor, seed, true)));
            }
        }
        return entries;
    }

    private static List<Entry> vary(Study study, double[] values, Axes axes, DoubleFunction<Setting> at) {
        List<Entry> entries = new ArrayList<>();
        for (double value : values) {
            for (Contender subject : SUBJECTS) {
                for (long seed : axes.seedsFor(subject)) {
                    entries.add(new Entry(study, value, new Cell(at.apply(value), subject, seed, false)));
                }
            }
        }
        return entries;
    }

    private static Duration milliseconds(double count) {
        return Duration.ofMillis((long) count);
    }
}
