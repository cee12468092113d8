package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPageTest {
    /** The daemon's budget for a page that somebody looks at over a slow link. */
    private static final int MOST_BYTES = 200 * 1024;

    static final List<String> FILES = StatusPage.FILES;

    private final StatusPage page = new StatusPage();

    @Test
    void letsOnlyItsOwnFilesRunAndNoTextBecomeMarkup() {
        String policy = page.document().headers().getOrDefault("Content-Security-Policy", "");

        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src 'self'", "style-src 'self'", "connect-src 'self'")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*", "http:", "https:", "data:");
    }

    @Test
    void hasNeitherScriptNorStyleInItsDocument() {
        assertThat(page.document().body()).doesNotContainPattern("<script(?![^>]* src=)|<style|\\son[a-z]+=|\\sstyle=");
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void loadsNothingFromElsewhere(String name) {
        assertThat(file(name).body().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "//cdn", "@import");
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void neverTurnsTextIntoMarkup(String name) {
        assertThat(file(name).body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(");
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void keepsEachFileShortEnoughToRead(String name) {
        assertThat(file(name).body().lines().count()).isLessThanOrEqualTo(400);
    }

    @Test
    void servesEveryFileThatItsDocumentAndScriptsName() {
        Pattern named = Pattern.compile("(?:href|src)=\"page/([^\"]+)\"|from \"\\./([^\"]+)\"");
        List<String> found = Stream.concat(
                        Stream.of(page.document()), FILES.stream().map(this::file))
                .flatMap(response -> named.matcher(response.body()).results())
                .map(match -> Optional.ofNullable(match.group(1)).orElseGet(() -> match.group(2)))
                .distinct()
                .toList();

        assertThat(found).containsExactlyInAnyOrderElementsOf(FILES);
    }

    @Test
    void isLight() {
        int bytes = Stream.concat(Stream.of(page.document()), FILES.stream().map(this::file))
                .mapToInt(response -> response.bytes().length)
                .sum();

        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void followsTheReadersColourSchemeMotionAndNarrowScreens() {
        assertThat(page.document().body()).contains("width=device-width", "<html lang=\"en\">");
        assertThat(file("page.css").body())
                .contains("prefers-color-scheme: dark", "prefers-reduced-motion", ":focus-visible", "forced-colors");
    }

    @Test
    void isNotSentAgainToABrowserThatHasIt() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            HttpResponse<String> first = server.get("/page/main.js");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
            assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
            String tag = first.headers().firstValue("ETag").orElseThrow();

            for (String held : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
                HttpResponse<String> again = server.send("GET", "/page/main.js", "If-None-Match", held);
                assertThat(again.statusCode()).as(held).isEqualTo(304);
                assertThat(again.body()).isEmpty();
            }
            assertThat(server.send("GET", "/page/main.js", "If-None-Match", "\"other\"")
                            .body())
                    .isEqualTo(first.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/",
                "/page/index.html",
                "/page/../GovernorServer.class",
                "/page/..%2fGovernorServer.class",
                "/page/main.js/",
                "/page/package-info.class"
            })
    void servesNothingElseOfTheProgramsOwnJar(String path) throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            assertThat(server.get(path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void takesNoCommandWhereTheFilesAre() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            assertThat(server.send("POST", "/page/main.js").statusCode()).isEqualTo(405);
            HttpResponse<String> head = server.send("HEAD", "/page/page.css");
            assertThat(head.headers().firstValueAsLong("Content-Length"))
                    .hasValue(file("page.css").body().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private Response file(String name) {
        return page.file("/page/" + name).orElseThrow();
    }
}
