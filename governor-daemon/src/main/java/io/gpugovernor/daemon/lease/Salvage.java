package io.gpugovernor.daemon.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds in damaged text whatever names a GPU. Releasing one GPU twice does no harm; missing one does. */
final class Salvage {
    private static final Pattern UUID =
            Pattern.compile("GPU-[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])");
    /** The form NVML writes, with eight digits of domain; a shorter one would find times of day. */
    private static final Pattern PCI_BUS_ID =
            Pattern.compile("(?<![0-9A-Fa-f:])[0-9A-Fa-f]{8}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\\.[0-7]");

    private Salvage() {}

    /** All UUIDs and PCI bus ids: any byte may be wrong, so neither can be trusted to stand for the other. */
    static List<LeaseEntry.Salvaged> everything(String text) {
        List<LeaseEntry.Salvaged> found = new ArrayList<>(all(UUID, text));
        found.addAll(all(PCI_BUS_ID, text));
        return found;
    }

    /** What is there of a line cut off is right, so its UUID is enough. */
    static List<LeaseEntry.Salvaged> ofCutLine(String line) {
        List<LeaseEntry.Salvaged> uuids = all(UUID, line);
        return uuids.isEmpty() ? all(PCI_BUS_ID, line) : uuids;
    }

    private static List<LeaseEntry.Salvaged> all(Pattern wanted, String text) {
        return wanted.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(LeaseEntry.Salvaged::new)
                .toList();
    }
}
