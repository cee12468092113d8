package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Slo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySpellingTest {
    @ParameterizedTest
    @ValueSource(strings = {"off", "'off'", "\"off\"", "false"})
    void yamlsBooleansDoNotBreakAnOffFeed(String off) {
        assertThat(feed(off)).isEqualTo(new FeedSetting.Off());
    }

    @Test
    void aFeedMayHaveAnAddress() {
        assertThat(feed("\"127.0.0.1:5557\"")).isEqualTo(new FeedSetting.At(new HostPort("127.0.0.1", 5557)));
        assertThat(feed("auto")).isEqualTo(new FeedSetting.Auto());
    }

    @Test
    void automaticValuesMayBeSpelledOut() {
        String spelled = PolicyTexts.withDomain("gpus: auto") + """
                    slo: auto
                    profile: auto
                    clocks: {min: auto, max: auto}
                telemetry: {period: auto}
                nvml: {library: auto}
                """;

        assertThat(PolicyTexts.accepted(spelled)).isEqualTo(PolicyTexts.accepted(PolicyTexts.MINIMAL));
    }

    @Test
    void anSloMayPromiseOneOfTheTwo() {
        Optional<Duration> target = Optional.of(Duration.ofMillis(50));

        assertThat(slo("slo: {ttft: 50ms}").ttft()).isEqualTo(target);
        assertThat(slo("slo: {ttft: 50ms}").tbt()).isEmpty();
        assertThat(slo("slo: {tbt: 50ms}").tbt()).isEqualTo(target);
        assertThat(slo("slo: {tbt: 50ms}").ttft()).isEmpty();
    }

    @Test
    void aProfilesFileIsFoundFromThePolicysFolder() {
        assertThat(PolicyTexts.domain("profile: profiles/h100.yaml").profile())
                .isEqualTo(new ProfileSource.InFile(Path.of("/etc/gpu-governor/profiles/h100.yaml")));
        assertThat(PolicyTexts.domain("profile: h100.yml").profile())
                .isEqualTo(new ProfileSource.InFile(Path.of("/etc/gpu-governor/h100.yml")));
        assertThat(PolicyTexts.domain("profile: /srv/h100").profile())
                .isEqualTo(new ProfileSource.InFile(Path.of("/srv/h100")));
    }

    @Test
    void aByteOrderMarkIsTolerated() {
        assertThat(PolicyTexts.accepted("\uFEFF" + PolicyTexts.MINIMAL))
                .isEqualTo(PolicyTexts.accepted(PolicyTexts.MINIMAL));
    }

    @Test
    void windowsLineEndsAreTolerated() {
        assertThat(PolicyTexts.accepted(PolicyTexts.MINIMAL.replace("\n", "\r\n")))
                .isEqualTo(PolicyTexts.accepted(PolicyTexts.MINIMAL));
    }

    @Test
    void aBlockMayBeSharedByAlias() {
        String shared = PolicyTexts.withDomain("slo: &promise {ttft: 1s}")
                + "  - {name: code, engine: {url: \"http://b\"}, slo: *promise}\n";

        PolicyFile policy = PolicyTexts.accepted(shared);

        assertThat(policy.domains().get(1).slo())
                .isEqualTo(policy.domains().get(0).slo());
    }

    private static FeedSetting feed(String text) {
        PolicyFile policy = PolicyTexts.accepted(PolicyTexts.withEngine("feed: " + text));
        return policy.domains().get(0).engine().feed();
    }

    private static Slo slo(String line) {
        return ((SloConfig.Promised) PolicyTexts.domain(line).slo()).slo();
    }
}
