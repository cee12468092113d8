package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads policy files. Whatever the file holds, the answer is a policy or the list of all that is wrong with it. */
public final class PolicyLoader {
    private PolicyLoader() {}

    /** The policy in {@code file}, at most 1 MiB of YAML in UTF-8. */
    public static PolicyResult load(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        try {
            return parse(FileText.read(file), folder);
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
        Findings findings = new Findings();
        Optional<PolicyFile> policy;
        try {
            policy = new PolicyReader(findings, folder).read(YamlTree.compose(FileText.withoutMark(text)));
        } catch (UnreadableException unreadable) {
            return new PolicyResult.Rejected(Problems.of(unreadable.problem()));
        }
        List<Problem> problems = findings.problems();
        return policy.isPresent() && problems.isEmpty()
                ? new PolicyResult.Loaded(policy.get(), findings.warnings())
                : new PolicyResult.Rejected(new Problems(problems));
    }
}
