package io.gpugovernor.sim.tournament;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.peer.Agft;
import io.gpugovernor.sim.peer.BiScale;
import io.gpugovernor.sim.peer.DynamoLlm;
import io.gpugovernor.sim.peer.GreenLlm;
import io.gpugovernor.sim.peer.LengthProfiles;
import io.gpugovernor.sim.peer.ThrottLlem;
import io.gpugovernor.sim.peer.Voltana;
import io.gpugovernor.sim.replay.Insider;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.Locale;

/** The published governors that can be run, each with what its authors gave it, or better. */
public enum PublishedGovernor {
    VOLTANA {
        @Override
        Seat seat(Scenario scenario) {
            Slo slo = scenario.slo();
            SwitchTiming switching = scenario.switching();
            return inEngine(engine -> Voltana.in(engine, slo, switching));
        }
    },
    BISCALE {
        @Override
        Seat seat(Scenario scenario) {
            Slo slo = scenario.slo();
            SwitchTiming switching = scenario.switching();
            return inEngine(engine -> BiScale.in(engine, slo, switching));
        }
    },
    GREENLLM {
        @Override
        Seat seat(Scenario scenario) {
            Slo slo = scenario.slo();
            SwitchTiming switching = scenario.switching();
            return inEngine(engine -> GreenLlm.in(engine, slo, switching));
        }
    },
    THROTTLLEM {
        @Override
        Seat seat(Scenario scenario) {
            Slo slo = scenario.slo();
            SwitchTiming switching = scenario.switching();
            return inEngine(engine -> ThrottLlem.in(engine, slo, switching));
        }
    },
    AGFT {
        @Override
        Seat seat(Scenario scenario) {
            return new Seat(new TelemetryMode.Scrape(Agft.PERIOD), engine -> Agft.starting());
        }
    },
    DYNAMOLLM {
        @Override
        Seat seat(Scenario scenario) {
            Slo slo = scenario.slo();
            Trace trace = scenario.trace();
            LengthProfiles profiles = LengthProfiles.measure(scenario.hardware(), slo, trace);
            return inEngine(engine -> DynamoLlm.in(engine, trace, slo, profiles));
        }
    };

    /** In silence a policy inside the engine still looks this often. */
    private static final Duration SILENCE = Duration.ofMillis(250);

    /** How the governor takes part in {@code scenario}. May take seconds, where it needs profiles. */
    abstract Seat seat(Scenario scenario);

    /** As the command line spells it. */
    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Seat inEngine(Insider policy) {
        return new Seat(new TelemetryMode.EveryStep(SILENCE), policy);
    }
}
