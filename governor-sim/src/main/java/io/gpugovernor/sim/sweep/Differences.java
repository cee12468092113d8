package io.gpugovernor.sim.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What keeps two measurements from being parts of one dataset. The command's wording does not; nor does completeness. */
final class Differences {
    private static final String ABSENT = "nothing";

    private Differences() {}

    /** One sentence for each difference: {@code seed was 1, now 2}. */
    static List<String> between(Manifest there, Manifest now) {
        List<String> found = new ArrayList<>();
        compare("source", there.source(), now.source(), found);
        compare("seed", Long.toString(there.seed()), Long.toString(now.seed()), found);
        compare("--", there.options(), now.options(), found);
        compare("version of ", there.versions(), now.versions(), found);
        compare("configurations", setups(there), setups(now), found);
        if (found.isEmpty()) {
            for (int i = 0; i < there.subjects().size(); i++) {
                Subject before = there.subjects().get(i);
                Subject after = now.subjects().get(i);
                compare("what is measured as " + before.setup(), before.toString(), after.toString(), found);
            }
        }
        return found;
    }

    private static String setups(Manifest manifest) {
        return manifest.subjects().stream().map(Subject::setup).toList().toString();
    }

    private static void compare(String prefix, Map<String, String> there, Map<String, String> now, List<String> found) {
        TreeSet<String> names = new TreeSet<>(there.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            compare(prefix + name, there.getOrDefault(name, ABSENT), now.getOrDefault(name, ABSENT), found);
        }
    }

    private static void compare(String what, String there, String now, List<String> found) {
        if (!there.equals(now)) {
            found.add(what + " was " + there + ", now " + now);
        }
    }
}
