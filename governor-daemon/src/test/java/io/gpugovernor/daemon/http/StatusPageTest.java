package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private final Response page = StatusPage.load().response();

    @Test
    void letsOnlyItsOwnScriptAndStyleRun() throws Exception {
        String policy = page.headers().getOrDefault("Content-Security-Policy", "");

        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("connect-src 'self'")
                .contains("script-src 'sha256-" + digest("script") + "'")
                .contains("style-src 'sha256-" + digest("style") + "'")
                .doesNotContain("unsafe");
    }

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(page.body().replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "@import");
    }

    @Test
    void neverTurnsTextIntoMarkup() {
        assertThat(page.body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void followsTheReadersColourSchemeAndFitsNarrowScreens() {
        assertThat(page.body()).contains("prefers-color-scheme: dark", "width=device-width", "max-width: 640px");
    }

    private String digest(String tag) throws Exception {
        Matcher element = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
                .matcher(page.body());
        assertThat(element.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(element.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(element.find()).as("a second " + tag).isFalse();
        return Base64.getEncoder().encodeToString(digest);
    }
}
