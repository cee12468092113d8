package io.gpugovernor.daemon.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The status page: a document at {@code /}, and beside it the few files it is made of. Its Content Security Policy lets it
 * load those, ask this server, and nothing else; no markup can be made of text. Files are read when first asked for, so
 * that a daemon nobody looks at does not hold them.
 */
final class StatusPage {
    /** Everything that can be had; nothing else of the jar can. */
    static final List<String> FILES = List.of(
            "page.css",
            "icon.svg",
            "main.js",
            "api.js",
            "card.js",
            "charts.js",
            "decisions.js",
            "dom.js",
            "figures.js",
            "format.js",
            "gpus.js",
            "history.js",
            "notices.js",
            "plot.js",
            "scrubber.js",
            "totals.js",
            "words.js");

    private static final String DOCUMENT = "index.html";
    private static final String FOLDER = "/page/";
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private final Map<String, Response> read = new ConcurrentHashMap<>();

    /** What is at {@code /}. It is never cached: it may have become another daemon's. */
    Response document() {
        return read.computeIfAbsent(
                DOCUMENT,
                name -> PageFile.read(name)
                        .with("Cache-Control", "no-store")
                        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY));
    }

    /** The file of the page at {@code path}; empty if none is there. */
    Optional<Response> file(String path) {
        return FILES.stream()
                .filter(name -> path.equals(FOLDER + name))
                .findFirst()
                .map(name -> read.computeIfAbsent(name, PageFile::read));
    }
}
