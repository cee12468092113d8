package io.gpugovernor.core.given;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.telemetry.Workload;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Situations that follow from what a scripted engine lived through, window by window. */
public final class Situations {
    public static final Duration TICK = Duration.ofMillis(100);

    private final ScriptedEngine engine = new ScriptedEngine();
    private EngineSnapshot last = engine.snapshot();
    private Workload workload = Workload.UNKNOWN;

    public ScriptedEngine engine() {
        return engine;
    }

    /** Closes the window that began with the last call. */
    public Observation tick() {
        EngineSnapshot snapshot = engine.passes(TICK).snapshot();
        Window window = Window.between(last, snapshot).orElseThrow();
        last = snapshot;
        workload = workload.after(window, snapshot);
        return new Observation(engine.now(), snapshot, window, workload, List.of());
    }

    public Situation tickAt(Megahertz setpoint) {
        return new Situation(tick(), setpoint, Models.TABLE);
    }

    /** The next window, at whose end {@code gpus} say how they are. */
    public Situation tickAt(Megahertz setpoint, List<GpuReading> gpus) {
        Observation seen = tick();
        return new Situation(
                new Observation(seen.at(), seen.snapshot(), seen.window(), seen.workload(), gpus),
                setpoint,
                Models.TABLE);
    }

    /** Windows in which nothing happens. */
    public Observation quiet(Duration time) {
        Observation seen = tick();
        for (long i = 1; i < time.dividedBy(TICK); i++) {
            seen = tick();
        }
        return seen;
    }

    /** So many requests alike are served, one in each window. */
    public void serve(int requests, int prompt, int output) {
        for (int i = 0; i < requests; i++) {
            engine.serve(prompt, output);
            tick();
        }
    }

    /** Teaches 200 tokens out and a prompt's length, by bursts of ten requests a second between silences. */
    public static Situations afterBursts(int bursts, int prompt) {
        Situations scene = new Situations();
        for (int burst = 0; burst < bursts; burst++) {
            scene.serve(20, prompt, 200);
            scene.quiet(Duration.ofSeconds(20));
        }
        return scene;
    }

    /** A window in which anything that can happen may happen, a few times. */
    public Observation anything(Random random) {
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> engine.arrive(1 + random.nextInt(1 << random.nextInt(7)));
                case 1, 2 -> {
                    if (engine.waiting() > 0) {
                        engine.firstToken(1 + random.nextInt(1 << (1 + random.nextInt(15))), 3 * random.nextDouble());
                    }
                }
                case 3 -> {
                    if (engine.running() > 0) {
                        engine.end(
                                1 + random.nextInt(8000),
                                1 + random.nextInt(4000),
                                Math.pow(10, -3 * random.nextDouble()));
                    }
                }
                default -> {
                    if (engine.waiting() > 0) {
                        engine.abort();
                    }
                }
            }
        }
        return tick();
    }
}
