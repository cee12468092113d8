package io.gpugovernor.daemon.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the policy file's format: {@code gpu-governor/v1}, or before a version was fixed {@code gpu-governor/v1alpha1}.
 *
 * @param major from 1
 * @param stage 0 for alpha, 1 for beta, 2 for the version itself
 * @param minor number of the draft; 0 for the version itself
 */
record ApiVersion(int major, int stage, int minor) implements Comparable<ApiVersion> {
    private static final Pattern TEXT =
            Pattern.compile("gpu-governor/v([1-9][0-9]{0,3})(?:(alpha|beta)([1-9][0-9]{0,3}))?");
    /** What this program reads. */
    static final ApiVersion CURRENT = of(PolicyFile.API_VERSION).orElseThrow();

    /** The version that {@code text} names; empty if it names none. */
    static Optional<ApiVersion> of(String text) {
        Matcher named = TEXT.matcher(text);
        if (!named.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(named.group(1));
        if (named.group(2) == null) {
            return Optional.of(new ApiVersion(major, 2, 0));
        }
        return Optional.of(
                new ApiVersion(major, named.group(2).equals("alpha") ? 0 : 1, Integer.parseInt(named.group(3))));
    }

    boolean isCurrent() {
        return compareTo(CURRENT) == 0;
    }

    boolean isOlder() {
        return compareTo(CURRENT) < 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byStage = byMajor != 0 ? byMajor : Integer.compare(stage, other.stage);
        return byStage != 0 ? byStage : Integer.compare(minor, other.minor);
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        String draft = stage == 2 ? "" : (stage == 0 ? "alpha" : "beta") + minor;
        return "gpu-governor/v" + major + draft;
    }
}
