package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with the policy file; the same list as {@code check-config} prints. */
public final class PolicyFindings {
    private PolicyFindings() {}

    /** @param file as the operator named it */
    public static List<Finding> of(PolicyResult result, String file) {
        if (result instanceof PolicyResult.Rejected rejected) {
            return rejected.problems().list().stream()
                    .map(problem -> Finding.problem(Topic.POLICY, sentence(problem, file), problem.remedy()))
                    .toList();
        }
        PolicyResult.Loaded loaded = (PolicyResult.Loaded) result;
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(Topic.POLICY, file + " is valid: " + summary(loaded.policy())));
        for (Problem warning : loaded.warnings()) {
            findings.add(Finding.warning(Topic.POLICY, sentence(warning, file), warning.remedy()));
        }
        return findings;
    }

    private static String sentence(Problem problem, String file) {
        String place = problem.line() == 0 ? file : file + ":" + problem.line() + ":" + problem.column();
        return place + ": " + problem.message();
    }

    private static String summary(PolicyFile policy) {
        int domains = policy.domains().size();
        return "mode " + policy.mode().name().toLowerCase(Locale.ROOT) + ", " + domains
                + (domains == 1 ? " domain" : " domains");
    }
}
