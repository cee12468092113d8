package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a new owner takes over from the files it finds.
 *
 * @param contents what its own lease lists from the start
 * @param tornInPlace whether a torn lease could not be set aside yet, and must be before it is replaced
 */
record LeaseInheritance(LeaseContents contents, Leftover leftover, boolean tornInPlace) {
    static LeaseInheritance of(LeaseFile file) throws IOException {
        List<String> findings = new ArrayList<>();
        Optional<LeaseReading> found = file.read();
        if (file.dropUnfinished()) {
            findings.add("a write of " + file.path() + " had not finished; the lease before it stands");
        }
        if (found.isEmpty()) {
            return new LeaseInheritance(
                    LeaseContents.NOTHING, new Leftover(List.of(), Optional.empty(), findings, true), false);
        }
        LeaseReading reading = found.get();
        boolean complete = reading.defects().isEmpty();
        boolean tornInPlace = !complete && !setAside(file, reading, findings);
        Leftover leftover = new Leftover(reading.contents().entries(), reading.owner(), findings, complete);
        return new LeaseInheritance(reading.contents(), leftover, tornInPlace);
    }

    private static boolean setAside(LeaseFile file, LeaseReading reading, List<String> findings) {
        String torn = file.path() + " is torn (" + String.join(", ", reading.defects()) + "); GPUs read from it: "
                + reading.contents().entries().size();
        String remedy = "; if a clock stays low, run gpu-governor release --all";
        try {
            findings.add(torn + "; set aside as " + file.setAside() + remedy);
            return true;
        } catch (IOException e) {
            findings.add(torn + "; left in place, because it cannot be set aside: "
                    + Trouble.of("copy", file.path(), e).sentence() + remedy);
            return false;
        }
    }
}
