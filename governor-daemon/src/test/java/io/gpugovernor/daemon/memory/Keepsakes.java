package io.gpugovernor.daemon.memory;

import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.SwitchExperience;
import io.gpugovernor.core.forecast.TiltedScale;
import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a domain called chat may have learned. */
final class Keepsakes {
    static final Instant SAVED = Instant.parse("2026-03-01T12:00:00Z");
    static final String PROMISE = "ttft PT0.6S, clocks 345MHz to 1980MHz";
    static final TiltedScale SCALE = TiltedScale.recalled(-0.3, 0.1, 0.002, 1e-7, 0.1 + 0.2);

    private Keepsakes() {}

    static Learned learned() {
        return with(SCALE);
    }

    static Learned with(TiltedScale idlePower) {
        return new Learned(
                Calibration.recalled(SCALE, SCALE, idlePower, SCALE),
                SwitchExperience.recalled(0.031, 0.0123456789),
                Optional.of(new Joules(40_000.5)),
                Optional.of(new Megahertz(930)));
    }

    static Fingerprint fingerprint() {
        Map<Fingerprint.Part, String> parts = new EnumMap<>(Fingerprint.Part.class);
        for (Fingerprint.Part part : Fingerprint.Part.values()) {
            parts.put(part, "a " + part.label());
        }
        return new Fingerprint(parts);
    }

    static Keepsake keepsake() {
        return new Keepsake("chat", SAVED, fingerprint(), PROMISE, learned());
    }
}
