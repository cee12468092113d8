package io.gpugovernor.daemon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** To a daemon over HTTP or HTTPS. */
final class HttpWay implements DaemonClient.Way {
    /** The daemon is near and answers from memory; whoever waits longer waits for something else. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** 1,024 decisions of eight GPUs take under 4 MiB. */
    private static final int LARGEST_ANSWER = 8 << 20;

    private final HttpClient client;
    private final URI base;
    private final Optional<String> authorization;

    private HttpWay(HttpClient client, URI base, Optional<String> authorization) {
        this.client = client;
        this.base = base;
        this.authorization = authorization;
    }

    /** @throws DaemonException if the options make no address */
    static HttpWay to(DaemonAddress address) throws DaemonException {
        URI base = address.base();
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if ("https".equals(base.getScheme())) {
            builder.sslContext(address.tls());
        } else if (address.caFile().isPresent() || address.certFile().isPresent()) {
            throw new DaemonException("certificates are given, but the URL is not https; give --url https://HOST:PORT");
        }
        return new HttpWay(builder.build(), base, address.authorization());
    }

    @Override
    public DaemonClient.Answer fetch(String path) throws DaemonException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            String text = text(response);
            if (response.statusCode() == 400 && text.contains("speaks TLS")) {
                throw new DaemonException("the daemon at " + base + " speaks TLS; give --url https://"
                        + base.getRawAuthority() + " and, for an authority of your own, --ca-file FILE");
            }
            return new DaemonClient.Answer(response.statusCode(), text);
        } catch (SSLException refused) {
            throw new DaemonException(noAgreement(refused));
        } catch (IOException e) {
            throw new DaemonException("no daemon answers at " + base
                    + "; start it with 'systemctl start gpu-governor-observe' or 'gpu-governor run --config FILE', or give"
                    + " its address with --url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DaemonException("interrupted while waiting for " + base);
        }
    }

    @Override
    public String place() {
        return base.toString();
    }

    @Override
    public String stranger() {
        return "what answers at " + base
                + " is not a gpu-governor of this version; give the daemon's address with --url";
    }

    private String noAgreement(SSLException refused) {
        String said = String.valueOf(refused.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("unsupported or unrecognized")) {
            return "what answers at " + base + " does not speak TLS; give --url http://" + base.getRawAuthority();
        }
        if (lower.contains("path") || lower.contains("unable to find valid certification")) {
            return "the certificate of the daemon at " + base
                    + " is not trusted; give --ca-file FILE with the certificate that vouches for it";
        }
        if (lower.contains("subject alternative") || lower.contains("no name matching")) {
            return "the certificate of the daemon at " + base + " is for another name: " + said
                    + "; give --url with a name that the certificate bears";
        }
        if (lower.contains("certificate_required")
                || lower.contains("bad_certificate")
                || lower.contains("received fatal")) {
            return "the daemon at " + base + " did not agree to TLS (" + said
                    + "); if it asks for client certificates, give --cert-file and --key-file";
        }
        return "TLS with the daemon at " + base + " failed: " + said;
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }
}
