package io.gpugovernor.daemon.memory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What must be the same for something learned to be true again. A part that nobody tells is the empty text, and equals
 * itself.
 */
record Fingerprint(Map<Part, String> parts) {
    /** What is compared, in the order in which differences are named. */
    enum Part {
        GPUS,
        DRIVER,
        ENGINE,
        MODEL,
        PARALLELISM,
        /** The profile that was corrected, by its name and a digest of its numbers. */
        PROFILE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if a part is missing */
    Fingerprint {
        parts = Map.copyOf(parts);
        if (parts.size() < Part.values().length) {
            throw new IllegalArgumentException("the fingerprint is incomplete: it has only " + parts.keySet());
        }
    }

    static Fingerprint of(Hardware hardware, ServedEngine engine, String model, String profile) {
        Map<Part, String> parts = new EnumMap<>(Part.class);
        parts.put(Part.GPUS, hardware.gpus());
        parts.put(Part.DRIVER, hardware.driver());
        parts.put(Part.ENGINE, (engine.kind() + " " + engine.version().orElse("")).strip());
        parts.put(Part.MODEL, model);
        parts.put(Part.PARALLELISM, hardware.parallelism().get());
        parts.put(Part.PROFILE, profile);
        return new Fingerprint(parts);
    }

    String get(Part part) {
        return parts.getOrDefault(part, "");
    }

    /** What is another now than {@code then}, a clause each; empty if nothing is. */
    List<String> differencesFrom(Fingerprint then) {
        List<String> differences = new ArrayList<>();
        for (Part part : Part.values()) {
            if (!get(part).equals(then.get(part))) {
                differences.add(part.label() + " was '" + then.get(part) + "' and is '" + get(part) + "'");
            }
        }
        return differences;
    }
}
