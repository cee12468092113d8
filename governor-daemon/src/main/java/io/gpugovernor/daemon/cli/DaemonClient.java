package io.gpugovernor.daemon.cli;

import com.google.gson.JsonParseException;
import io.gpugovernor.daemon.http.ErrorView;
import io.gpugovernor.daemon.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the running daemon over HTTP. */
final class DaemonClient {
    /** The daemon is near and answers from memory; whoever waits longer waits for something else. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** 1,024 decisions of eight GPUs take under 4 MiB. */
    private static final int LARGEST_ANSWER = 8 << 20;

    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI base;

    private DaemonClient(URI base) {
        this.base = base;
    }

    /** @throws DaemonException if {@code url} is no http or https URL */
    static DaemonClient at(String url) throws DaemonException {
        try {
            URI base = URI.create(url);
            if (base.getHost() != null && ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
                return new DaemonClient(URI.create(url.replaceAll("/+$", "")));
            }
        } catch (IllegalArgumentException e) {
            throw notAUrl(url);
        }
        throw notAUrl(url);
    }

    /** Where it asks. */
    String address() {
        return base.toString();
    }

    /**
     * The daemon's answer to {@code path}.
     *
     * @throws DaemonException if there is none, or it is not what was asked for
     */
    <T> T get(String path, Class<T> type) throws DaemonException {
        return fetch(path, response -> parse(response.statusCode(), text(response), type));
    }

    /**
     * The page at {@code path} as it comes, whatever its status.
     *
     * @throws DaemonException if nobody answers
     */
    String page(String path) throws DaemonException {
        return fetch(path, DaemonClient::text);
    }

    private interface Answer<T> {
        T of(HttpResponse<InputStream> response) throws IOException, DaemonException;
    }

    private <T> T fetch(String path, Answer<T> answer) throws DaemonException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER).build();
        try {
            return answer.of(client.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new DaemonException("no daemon answers at " + base
                    + "; start it with 'gpu-governor run --config FILE', or give its address with --url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DaemonException("interrupted while waiting for " + base);
        }
    }

    private <T> T parse(int status, String text, Class<T> type) throws DaemonException {
        try {
            if (status == OK) {
                T view = Json.read(text, type);
                if (view != null) {
                    return view;
                }
            } else {
                @Nullable ErrorView error = Json.read(text, ErrorView.class);
                if (error != null && error.status() == status) {
                    throw new DaemonException(error.error());
                }
            }
        } catch (JsonParseException e) {
            throw anotherProgram();
        }
        throw anotherProgram();
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }

    private DaemonException anotherProgram() {
        return new DaemonException("what answers at " + base
                + " is not a gpu-governor of this version; give the daemon's address with --url");
    }

    private static DaemonException notAUrl(String url) {
        return new DaemonException("'" + url + "' is not a URL such as " + DaemonOptions.DEFAULT_URL);
    }
}
