package io.gpugovernor.daemon.loadgen;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.gpugovernor.daemon.loadgen.EngineFault.Reach;
import io.gpugovernor.sim.sweep.Prompt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What an answer that is none means, and what to do. */
final class Faults {
    private static final int LONGEST_WORDS = 300;

    private Faults() {}

    /** @param failed what a request's future ended with */
    static EngineFault of(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof EngineFault known) {
            return known;
        }
        // The client wraps what its body reader throws.
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof EngineFault known) {
                return known;
            }
        }
        return connecting(cause)
                .orElseGet(() -> cause instanceof TimeoutException
                        ? new EngineFault(
                                Reach.CONNECTION,
                                "did not finish a request in time: it hangs, or is far overloaded",
                                cause)
                        : new EngineFault(
                                Reach.CONNECTION,
                                "broke off an answer (" + words(cause) + "): look at its log",
                                cause));
    }

    /** An answer whose status is not 200. */
    static EngineFault status(int status, String body, Prompt asked) {
        String said = said(body);
        if (status == 401 || status == 403) {
            return new EngineFault(
                    Reach.EVERYTHING, "refuses with status " + status + ": give its token with --token-file");
        }
        if (status == 404 || status == 405) {
            return new EngineFault(
                    Reach.EVERYTHING,
                    "has no /v1/completions for it (status " + status + said
                            + "): give the address of an OpenAI-compatible server, and a model it serves");
        }
        if (status == 429 || status >= 500) {
            return new EngineFault(Reach.REQUEST, "turned a request away (status " + status + said + ")");
        }
        return new EngineFault(
                Reach.EVERYTHING,
                "refuses a request of " + asked.inputTokens() + " tokens in and " + asked.outputTokens()
                        + " out (status " + status + said + "): measure classes that fit the model");
    }

    /** The server's own words on an error, ready to follow "status 400"; empty if there are none. */
    static String said(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                JsonObject error = object.get("error") instanceof JsonObject inner ? inner : object;
                if (error.get("message") instanceof JsonPrimitive message && message.isString()) {
                    return ": " + printable(message.getAsString());
                }
            }
        } catch (JsonParseException noJson) {
            return "";
        }
        return "";
    }

    /** At most a line, and nothing that would upset a terminal. */
    static String printable(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "..." : line;
    }

    private static Optional<EngineFault> connecting(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof UnknownHostException || one instanceof UnresolvedAddressException) {
                return everything("names a host that cannot be resolved: correct the address", cause);
            }
        }
        if (cause instanceof ConnectException) {
            return everything("refuses connections: start the engine, or correct the address", cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return everything("does not answer: check the address, and that no firewall drops it", cause);
        }
        if (cause instanceof SSLException) {
            return everything(
                    "agrees on no TLS connection (" + words(cause)
                            + "): give the certificate that issued its own with --ca, or correct http and https",
                    cause);
        }
        return Optional.empty();
    }

    private static Optional<EngineFault> everything(String clause, Throwable cause) {
        return Optional.of(new EngineFault(Reach.EVERYTHING, clause, cause));
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof IOException && message != null ? printable(message) : cause.toString();
    }
}
