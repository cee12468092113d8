package io.gpugovernor.daemon.fetch;

import java.util.Optional;

/** What a status other than 200 means to an operator. */
final class Refusal {
    private Refusal() {}

    static FetchException of(int status, Optional<BearerToken> token) {
        String clause = "answers with status " + status + ": ";
        if (status == 401 || status == 403) {
            String remedy = token.map(sent -> "put a token that it accepts into " + sent.file())
                    .orElse("let this node read it without credentials, or set engine.bearerTokenFile");
            return new FetchException(Failure.UNAUTHORIZED, clause + remedy, null);
        }
        if (status >= 300 && status < 400) {
            return new FetchException(
                    Failure.REDIRECT, clause + "redirects are not followed, give the final address", null);
        }
        String remedy = status == 404 ? "correct the metrics path" : "look at the engine's log";
        return new FetchException(Failure.STATUS, clause + remedy, null);
    }
}
