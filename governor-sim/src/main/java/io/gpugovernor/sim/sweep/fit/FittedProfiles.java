package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.sim.profile.ProfileWriter;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Subject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The profiles of a dataset as files: one for every number of GPUs that was measured, fitted to the configuration with
 * the largest batch. Where there is one, it is {@code profile.yaml}; of several, {@code profile-tp4.yaml} and so on.
 */
public final class FittedProfiles {
    private FittedProfiles() {}

    /**
     * @param source what was measured and where the dataset lies, for the head of the files
     * @param date of the fit
     * @return the texts of the files by their names
     * @throws FitException if too little was measured for one of them; it says what is missing
     */
    public static Map<String, String> of(Dataset dataset, String source, String date) {
        Map<Integer, Subject> byGpus = new TreeMap<>();
        for (Subject subject : dataset.manifest().subjects()) {
            byGpus.merge(subject.tensorParallel(), subject, FittedProfiles::larger);
        }
        Map<String, String> files = new LinkedHashMap<>();
        byGpus.forEach((gpus, subject) -> {
            String file = byGpus.size() == 1 ? "profile.yaml" : "profile-tp" + gpus + ".yaml";
            Fitted fitted = ProfileFit.fit(dataset, subject, name(subject, byGpus.size()));
            files.put(file, ProfileWriter.write(fitted.profile(), fitted.comment(source, date)));
        });
        return files;
    }

    private static Subject larger(Subject a, Subject b) {
        return List.of(a, b).stream()
                .max(Comparator.comparingInt(Subject::maxSequences))
                .orElseThrow();
    }

    private static String name(Subject subject, int sizes) {
        String hardware = Optional.of(subject.hardware())
                .filter(known -> !known.equals(Subject.UNKNOWN))
                .orElse("node");
        return hardware
                + (sizes == 1 || hardware.endsWith("tp" + subject.tensorParallel())
                        ? ""
                        : "-tp" + subject.tensorParallel())
                + "-fitted";
    }
}
