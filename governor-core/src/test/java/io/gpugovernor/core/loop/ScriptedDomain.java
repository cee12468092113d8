package io.gpugovernor.core.loop;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A domain whose engine does as it is told: idle is the lowest clock, and busy the highest, unless another policy rules. */
final class ScriptedDomain {
    static final Duration TICK = Duration.ofMillis(100);
    static final Duration STALE = Duration.ofSeconds(3);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final RecordingActuator gpus = new RecordingActuator();
    private final List<Decision> recorded = new ArrayList<>();
    private final Governor governor = governor(Steering.enforcing(gpus), new IdleDropPolicy());
    private Optional<Telemetry> scripted = Optional.empty();

    ScriptedEngine engine() {
        return engine;
    }

    RecordingActuator gpus() {
        return gpus;
    }

    /** All decisions so far, the newest last. */
    List<Decision> recorded() {
        return recorded;
    }

    Governor governor() {
        return governor;
    }

    /** Another governor of the same engine and GPUs. */
    Governor governor(Steering steering, Policy policy) {
        return new Governor(
                new PolicyDomain("chat", Models.TABLE, Models.SLO, STALE),
                this::read,
                List::of,
                steering,
                policy,
                recorded::add);
    }

    /** The reading that the next tick sees. */
    Telemetry read() {
        return scripted.orElseGet(() -> new Telemetry.Available(engine.snapshot()));
    }

    /** A tick later, with a new reading. */
    Decision tick() {
        scripted = Optional.empty();
        return governor.tick(engine.passes(TICK).now());
    }

    void tick(int ticks) {
        for (int i = 0; i < ticks; i++) {
            tick();
        }
    }

    /** A tick later, with nothing read. */
    Decision tickWithout() {
        engine.passes(TICK);
        return tickReading(new Telemetry.Unavailable("connection refused"));
    }

    /** At once, with {@code telemetry} read. */
    Decision tickReading(Telemetry telemetry) {
        return tickReading(telemetry, engine.now());
    }

    /** At {@code now}, with {@code telemetry} read. */
    Decision tickReading(Telemetry telemetry, Moment now) {
        scripted = Optional.of(telemetry);
        return governor.tick(now);
    }
}
