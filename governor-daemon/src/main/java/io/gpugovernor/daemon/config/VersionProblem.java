package io.gpugovernor.daemon.config;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What is wrong with a version that this program does not read, and what to do about it. */
final class VersionProblem {
    private VersionProblem() {}

    static Problem of(ScalarNode version) {
        Optional<ApiVersion> named = ApiVersion.of(version.getValue());
        String reads = "this program reads " + PolicyFile.API_VERSION;
        if (named.isEmpty()) {
            return at(
                    version,
                    "unknown version " + Quoted.of(version.getValue()) + "; " + reads,
                    "write " + PolicyFile.API_VERSION);
        }
        if (!named.get().isOlder()) {
            return at(
                    version,
                    "the file is of version " + named.get() + ", which is newer than this program; " + reads,
                    "install a newer gpu-governor, or go back to the file that this one had");
        }
        return Migration.from(named.get()).isPresent()
                ? at(
                        version,
                        "the file is of version " + named.get() + ", which is older; " + reads,
                        "run gpu-governor migrate-config --write FILE")
                : at(
                        version,
                        "there never was a version " + named.get() + "; " + reads,
                        "write " + PolicyFile.API_VERSION);
    }

    /** Whether the rest of the file follows other rules, so that judging it would mislead. */
    static boolean isOfAnother(ScalarNode version) {
        return ApiVersion.of(version.getValue())
                .filter(named -> !named.isCurrent())
                .isPresent();
    }

    private static Problem at(ScalarNode version, String message, String remedy) {
        return new Problem(
                "apiVersion",
                version.getStartMark().getLine() + 1,
                version.getStartMark().getColumn() + 1,
                message,
                remedy);
    }
}
