package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads where the endpoint listens and how it is protected, and looks into the web configuration. */
final class HttpReader {
    private final Findings findings;
    private final Path base;
    private final boolean looksBeyond;

    HttpReader(Findings findings, Path base, boolean looksBeyond) {
        this.findings = findings;
        this.base = base;
        this.looksBeyond = looksBeyond;
    }

    HttpConfig read(Section http) {
        HttpConfig config = new HttpConfig(
                http.read("listen", AddressText::hostPort, HttpConfig.DEFAULT.listen()),
                http.read("webConfig", SettingText.file(base)));
        Optional<WebConfig> web = looksBeyond ? config.webConfig().flatMap(file -> web(http, file)) : Optional.empty();
        boolean known = config.webConfig().isEmpty() || web.isPresent();
        if (known && !config.listen().isLoopback()) {
            web.ifPresentOrElse(
                    protection -> warn(http, protection),
                    () -> findings.warning(
                            http.pathOf("listen"),
                            http.place("listen"),
                            "the endpoint is open to the network, without encryption or a password",
                            "listen on 127.0.0.1, or name a webConfig"));
        }
        return config;
    }

    private void warn(Section http, WebConfig web) {
        if (!web.asksWho()) {
            findings.warning(
                    http.pathOf("listen"),
                    http.place("listen"),
                    "the endpoint is open to the network, and webConfig asks nobody who they are",
                    "add basic_auth_users, or client_auth_type: RequireAndVerifyClientCert, to the web configuration");
        }
    }

    /** What the file says; problems in it are reported at the key that names it, each with its own place. */
    private Optional<WebConfig> web(Section http, Path file) {
        WebConfigResult result = WebConfigLoader.load(file);
        if (result instanceof WebConfigResult.Rejected rejected) {
            rejected.problems()
                    .list()
                    .forEach(problem -> findings.problem(
                            http.pathOf("webConfig"),
                            http.place("webConfig"),
                            problem.sentence(file.toString()),
                            problem.remedy()));
            return Optional.empty();
        }
        WebConfigResult.Loaded loaded = (WebConfigResult.Loaded) result;
        loaded.warnings()
                .forEach(warning -> findings.warning(
                        http.pathOf("webConfig"),
                        http.place("webConfig"),
                        warning.sentence(file.toString()),
                        warning.remedy()));
        return Optional.of(loaded.config());
    }
}
