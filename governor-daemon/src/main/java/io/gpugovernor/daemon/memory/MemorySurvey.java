package io.gpugovernor.daemon.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what is kept, for a diagnosis, and changes nothing. */
public final class MemorySurvey {
    private MemorySurvey() {}

    /**
     * One thing that was found.
     *
     * @param sentence for people
     * @param remedy what to do about it; empty if all is well
     */
    public record Found(String sentence, Optional<String> remedy) {}

    /** What lies in {@code directory} for each of {@code domains}. */
    public static List<Found> of(Path directory, List<String> domains, Instant now) {
        if (!Files.exists(directory)) {
            return List.of(well("nothing has been learned yet: " + directory + " is not there"));
        }
        List<Found> found = new ArrayList<>();
        try {
            StateDirectory.trouble(directory).ifPresent(why -> found.add(doubt(why)));
        } catch (IOException | UnsupportedOperationException unreadable) {
            found.add(doubt(
                    directory + " cannot be examined (" + Reasons.of(unreadable) + "); give it to the daemon's user"));
        }
        domains.forEach(domain -> found.add(of(domain, MemoryFile.of(directory, domain), now)));
        return found;
    }

    private static Found of(String domain, MemoryFile file, Instant now) {
        try {
            return file.read(domain, now)
                    .map(kept -> well("domain " + domain + " learned with "
                            + kept.fingerprint().get(Fingerprint.Part.ENGINE) + " and "
                            + kept.fingerprint().get(Fingerprint.Part.MODEL) + " on "
                            + kept.fingerprint().get(Fingerprint.Part.GPUS) + ", last kept "
                            + Ages.ago(Duration.between(kept.savedAt(), now))))
                    .orElseGet(() -> well("domain " + domain + " has learned nothing yet"));
        } catch (MemoryException doubtful) {
            return doubt(file.path() + " " + doubtful.getMessage()
                    + "; nothing has to be done: the domain starts anew and sets it aside");
        }
    }

    private static Found well(String sentence) {
        return new Found(sentence, Optional.empty());
    }

    /** @param why the trouble, a semicolon, and the remedy */
    private static Found doubt(String why) {
        String[] halves = why.split("; ", 2);
        return new Found(halves[0], Optional.of(halves[1]));
    }
}
