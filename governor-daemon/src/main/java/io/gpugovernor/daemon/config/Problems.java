package io.gpugovernor.daemon.config;

import java.util.List;

/**
 * Everything that is wrong with a policy file.
 *
 * @param list at least one problem, sorted by position
 */
public record Problems(List<Problem> list) {
    /** @throws IllegalArgumentException if there is no problem */
    public Problems {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("a file without problems is not rejected");
        }
        list = list.stream().sorted(Problem.BY_POSITION).toList();
    }

    public static Problems of(Problem problem) {
        return new Problems(List.of(problem));
    }
}
