package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads policy files. Whatever the file holds, the answer is a policy or the list of all that is wrong with it. */
public final class PolicyLoader {
    private PolicyLoader() {}

    /** The policy in {@code file}, at most 1 MiB of YAML in UTF-8. */
    public static PolicyResult load(Path file) {
        return load(file, true);
    }

    /**
     * As {@link #load}, but without a look into the web configuration: the endpoint follows that by itself, and a mistake
     * in it must not keep the policy from being followed.
     */
    public static PolicyResult loadAgain(Path file) {
        return load(file, false);
    }

    private static PolicyResult load(Path file, boolean looksBeyond) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        try {
            return parse(FileText.read(file), folder, looksBeyond);
        } catch (UnreadableException unreadable) {
            return new PolicyResult.Rejected(Problems.of(unreadable.problem()));
        }
    }

    /**
     * The policy in {@code text}.
     *
     * @param folder where relative paths in the text start
     */
    public static PolicyResult parse(String text, Path folder) {
        return parse(text, folder, true);
    }

    private static PolicyResult parse(String text, Path folder, boolean looksBeyond) {
        Findings findings = new Findings();
        try {
            Node root = YamlTree.compose(FileText.withoutMark(text));
            Optional<ScalarNode> version = PolicyMigration.version(root);
            if (version.filter(VersionProblem::isOfAnother).isPresent()) {
                return new PolicyResult.Rejected(Problems.of(VersionProblem.of(version.get())));
            }
            return new PolicyReader(findings, folder, looksBeyond)
                    .read(root)
                    .<PolicyResult>map(policy -> new PolicyResult.Loaded(policy, findings.warnings()))
                    .orElseGet(() -> new PolicyResult.Rejected(new Problems(findings.problems())));
        } catch (UnreadableException unreadable) {
            return new PolicyResult.Rejected(Problems.of(unreadable.problem()));
        }
    }
}
