package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.memory.MemorySurvey;
import java.util.List;

/** What domains would go on from. */
public final class LearningFindings {
    private LearningFindings() {}

    public static List<Finding> of(List<MemorySurvey.Found> found) {
        return found.stream()
                .map(one -> one.remedy()
                        .map(remedy -> Finding.warning(Topic.LEARNING, one.sentence(), remedy))
                        .orElseGet(() -> Finding.ok(Topic.LEARNING, one.sentence())))
                .toList();
    }
}
