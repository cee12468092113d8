package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.HttpConfig;
import io.gpugovernor.daemon.config.WebConfig;
import io.gpugovernor.daemon.config.WebConfigLoader;
import io.gpugovernor.daemon.config.WebConfigResult;
import io.gpugovernor.daemon.tls.TlsFileException;
import io.gpugovernor.daemon.web.WebAccess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the endpoint of a daemon that starts is protected. */
final class WebProtection {
    private static final Logger LOG = LoggerFactory.getLogger(WebProtection.class);

    /** Between two looks at the file: a few calls of stat. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private WebProtection() {}

    /**
     * @param ordered the file that the command line names, whatever the policy says
     * @param err gets every problem on a line of its own
     * @throws CommandFailure if there is one
     */
    static WebAccess of(Optional<Path> ordered, HttpConfig http, PrintWriter err) {
        Optional<Path> named = ordered.map(Path::toAbsolutePath).or(http::webConfig);
        if (named.isEmpty()) {
            return WebAccess.open();
        }
        Path file = named.get();
        WebConfigResult result = WebConfigLoader.load(file);
        if (result instanceof WebConfigResult.Rejected rejected) {
            rejected.problems().list().forEach(problem -> err.println(problem.describe(file.toString())));
            throw invalid(file);
        }
        WebConfigResult.Loaded loaded = (WebConfigResult.Loaded) result;
        if (ordered.isPresent()) {
            // The policy file's own was warned about with the policy.
            loaded.warnings().forEach(warning -> LOG.warn("{}", warning.describeWarning(file.toString())));
        }
        try {
            WebAccess access = WebAccess.following(file, loaded.config(), PERIOD);
            tell(file, http, loaded.config());
            return access;
        } catch (TlsFileException changing) {
            err.println(changing.getMessage() + " (" + changing.remedy() + ")");
            throw invalid(file);
        }
    }

    private static void tell(Path file, HttpConfig http, WebConfig config) {
        LOG.info(
                "web_config=read file={} tls={} users={} client_certificates={}",
                file,
                config.tls().isPresent(),
                config.users().size(),
                config.tls().map(tls -> tls.clientAuth().word()).orElse("none"));
        if (!http.listen().isLoopback() && !config.asksWho()) {
            LOG.warn(
                    "the endpoint is open to the network at {}, and {} asks nobody who they are (add basic_auth_users,"
                            + " or client_auth_type: RequireAndVerifyClientCert)",
                    http.listen(),
                    file);
        }
    }

    private static CommandFailure invalid(Path file) {
        return new CommandFailure(ExitCodes.CONFIG_INVALID, file + " is not valid; mend it and start again");
    }
}
