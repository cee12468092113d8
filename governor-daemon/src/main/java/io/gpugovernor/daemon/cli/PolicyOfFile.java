package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.config.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy file that a command was given. */
final class PolicyOfFile {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyOfFile.class);

    private PolicyOfFile() {}

    /**
     * @param err gets every problem on a line of its own
     * @throws CommandFailure if there is one
     */
    static PolicyFile load(Path config, PrintWriter err) {
        PolicyResult result = PolicyLoader.load(config);
        if (result instanceof PolicyResult.Rejected rejected) {
            rejected.problems().list().forEach(problem -> err.println(problem.describe(config.toString())));
            throw new CommandFailure(
                    ExitCodes.CONFIG_INVALID, config + " is not valid; mend it and check it with check-config");
        }
        PolicyResult.Loaded loaded = (PolicyResult.Loaded) result;
        for (Problem warning : loaded.warnings()) {
            LOG.warn("{}", warning.describeWarning(config.toString()));
        }
        return loaded.policy();
    }
}
