package io.gpugovernor.sim.characterize;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.Measurement;
import io.gpugovernor.core.forecast.ModelFit;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures a twin as an operator would measure a node, from outside: sends it isolated prompts and small batches at a few
 * clocks, and reads its metrics and its power. The governor's model is fitted to these readings; it never sees the
 * twin's own parameters.
 */
public final class Probe {
    private static final int CLOCKS = 9;
    private static final int[] PROMPTS = {128, 512, 1024, 2048};
    private static final int[] BATCHES = {1, 16, 64};
    private static final int[] CONTEXTS = {256, 1500};
    private static final int OUTPUTS = 24;
    private static final int REPEATS = 3;
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
    private static final long SEED = 20240329;

    private final HardwareProfile profile;
    private final Twin twin;
    private final List<Measurement> points = new ArrayList<>();
    private final Map<Megahertz, Watts> idle = new HashMap<>();

    private Probe(HardwareProfile profile) {
        this.profile = profile;
        this.twin = new Twin(profile, SwitchTiming.DEFAULT, new SplittableRandom(SEED), completion -> {});
    }

    /** The model a governor of this hardware would start with. */
    public static EngineModel measure(HardwareProfile profile) {
        return new Probe(profile).run();
    }

    private EngineModel run() {
        for (Megahertz clock : clocks(profile.clocks())) {
            twin.lock(clock);
            twin.advanceTo(twin.now().plus(SETTLE));
            idle.put(clock, twin.power());
            for (int prompt : PROMPTS) {
                if (prompt <= profile.limits().stepTokens()) {
                    prefill(clock, prompt);
                }
            }
            for (int batch : BATCHES) {
                for (int context : CONTEXTS) {
                    if (batch <= profile.limits().maxSequences()
                            && (long) batch * (context + OUTPUTS)
                                    < profile.limits().kvTokens()) {
                        decode(clock, batch, context);
                    }
                }
            }
        }
        return ModelFit.fit(
                points,
                idle,
                profile.clocks().max(),
                profile.limits().stepTokens(),
                profile.limits().maxSequences());
    }

    private record Isolated(double seconds, double watts) {}

    private Isolated isolatedTtft(int prompt) {
        Histogram before = twin.snapshot().ttft();
        double watts = 0;
        for (int i = 0; i < REPEATS; i++) {
            twin.submit(prompt, 1);
            watts += twin.power().value() / REPEATS;
            twin.advanceTo(twin.now().plus(LONG_ENOUGH));
        }
        return new Isolated(twin.snapshot().ttft().since(before).mean(), watts);
    }

    /** An isolated prompt: its time to first token, and what its only step draws. */
    private void prefill(Megahertz clock, int prompt) {
        Isolated isolated = isolatedTtft(prompt);
        points.add(new Measurement(
                clock, prompt, 0, 0, Durations.ofSeconds(isolated.seconds()), new Watts(isolated.watts())));
    }

    /** A batch that decodes together: the gaps between its tokens, once all are past their prefill. */
    private void decode(Megahertz clock, int batch, int context) {
        for (int i = 0; i < batch; i++) {
            twin.submit(context, OUTPUTS + 2 * batch);
        }
        while (twin.snapshot().firstTokens() < twin.snapshot().arrived()) {
            twin.advanceTo(twin.stepEnd());
        }
        EngineSnapshot begun = twin.snapshot();
        double joules = twin.energy().value();
        for (int i = 0; i < OUTPUTS; i++) {
            twin.advanceTo(twin.stepEnd());
        }
        Histogram gaps = twin.snapshot().stepLatency().since(begun.stepLatency());
        double watts =
                (twin.energy().value() - joules) / Durations.seconds(twin.now().since(begun.at()));
        double meanContext = context + batch / 2.0 + OUTPUTS;
        points.add(new Measurement(clock, 0, batch, meanContext, Durations.ofSeconds(gaps.mean()), new Watts(watts)));
        twin.advanceTo(twin.now().plus(LONG_ENOUGH));
    }

    private static List<Megahertz> clocks(ClockTable table) {
        int size = table.steps().size();
        List<Megahertz> chosen = new ArrayList<>();
        for (int i = 0; i < CLOCKS; i++) {
            Megahertz step = table.steps().get((int) Math.round(i * (size - 1) / (CLOCKS - 1.0)));
            if (!chosen.contains(step)) {
                chosen.add(step);
            }
        }
        return chosen;
    }
}
