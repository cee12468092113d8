package io.gpugovernor.daemon.scenario;

import static io.gpugovernor.daemon.scenario.StagedLoop.HIGH;
import static io.gpugovernor.daemon.scenario.StagedLoop.LOW;
import static io.gpugovernor.daemon.scenario.StagedLoop.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.daemon.fetch.RawServer;
import io.gpugovernor.daemon.scrape.MetricsSource;
import io.gpugovernor.daemon.tls.TestAuthority;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the loop does while its engine cannot be read: it holds, then releases, never lowers, and comes back. */
@Timeout(120)
class TransportFaultsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TransportFault.class)
    void holdsThenReleasesABusyEngineAndRaisesAgain(TransportFault fault) throws IOException {
        try (FaultyEngine loop = plain()) {
            loop.engine().arrive(2).firstToken(0.05);
            loop.untilItGoverns();
            assertThat(loop.calls()).containsExactly(HIGH);

            loop.server().nowAnswers(fault.answer());
            Decision first = loop.tick();
            assertThat(first.state()).isEqualTo(GovernorState.HOLDING);
            assertThat(first.reason()).isEqualTo(Reason.STALE_TELEMETRY);
            assertThat(first.detail()).startsWith("http://127.0.0.1:").contains(fault.said());
            Decision last = ticksUnheard(loop);
            assertThat(last.state()).isEqualTo(GovernorState.RELEASED);
            assertThat(last.reason()).isEqualTo(Reason.STALE_TELEMETRY);
            assertThat(loop.calls()).containsExactly(RELEASE);

            loop.answersWell();
            loop.engine().firstToken(0.5);
            assertThat(loop.untilItGoverns().reason()).isEqualTo(Reason.BUSY);
            assertThat(loop.calls()).containsExactly(HIGH);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportFault.class)
    void releasesAnIdleEngineThatItCannotSeeAnyLonger(TransportFault fault) throws IOException {
        try (FaultyEngine loop = plain()) {
            loop.untilItGoverns();
            assertThat(loop.calls()).containsExactly(LOW);

            loop.server().nowAnswers(fault.answer());
            assertThat(ticksUnheard(loop).state()).isEqualTo(GovernorState.RELEASED);
            assertThat(loop.calls()).containsExactly(RELEASE);

            loop.answersWell();
            assertThat(loop.untilItGoverns().reason()).isEqualTo(Reason.IDLE);
            assertThat(loop.calls()).containsExactly(LOW);
        }
    }

    @Test
    void looksAwayFromNoWorkWhileAServerFlickers() throws IOException {
        try (FaultyEngine loop = plain()) {
            loop.engine().arrive(2).firstToken(0.05);
            loop.untilItGoverns();
            loop.calls();
            for (TransportFault fault : TransportFault.values()) {
                loop.server().nowAnswers(fault.answer());
                loop.tick();
                loop.answersWell();
                loop.engine().decode(0.02);
                loop.untilItGoverns();
            }
            assertThat(loop.calls()).isSubsetOf(RELEASE, HIGH);
        }
    }

    @Test
    void releasesWhenTheEnginesCertificateExpiresAndGovernsWhenItIsRenewed() throws Exception {
        TestAuthority authority =
                new TestAuthority(folder).issue("engine", "-1d", 10).issue("old", "-9d", 3);
        TlsFiles trust = new TlsFiles(Optional.of(authority.certificate("ca")), Optional.empty(), Optional.empty());
        try (RawServer expired = RawServer.secured(authority.serving("old"), false, RawServer.page(""));
                FaultyEngine loop = over("https", expired, trust, Optional.empty())) {
            Decision unseen = ticksUnheard(loop);
            assertThat(unseen.state()).isEqualTo(GovernorState.RELEASED);
            assertThat(unseen.detail()).contains("presents a certificate that has expired: renew it");
            assertThat(loop.calls()).doesNotContain(LOW, HIGH);
            assertThat(expired.requests()).isEmpty();
        }
        try (RawServer renewed = RawServer.secured(authority.serving("engine"), false, RawServer.page(""));
                FaultyEngine loop = over("https", renewed, trust, Optional.empty())) {
            assertThat(loop.untilItGoverns().reason()).isEqualTo(Reason.IDLE);
        }
    }

    @Test
    void releasesWhileItsTokenIsRefusedAndGovernsWithTheNextOne() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "right\n");
        try (RawServer server = RawServer.plain(RawServer.page(""));
                FaultyEngine loop = over("http", server, TlsFiles.DEFAULT, Optional.of(token))) {
            guard(loop, "right");
            loop.engine().arrive(1).firstToken(0.05);
            loop.untilItGoverns();
            assertThat(loop.calls()).containsExactly(HIGH);

            guard(loop, "another");
            Decision refused = ticksUnheard(loop);
            assertThat(refused.state()).isEqualTo(GovernorState.RELEASED);
            assertThat(refused.detail()).contains("401").doesNotContain("right");
            assertThat(loop.calls()).containsExactly(RELEASE);

            Files.delete(token);
            assertThat(loop.tick().state()).isEqualTo(GovernorState.RELEASED);
            Files.writeString(token, "another\n");
            loop.engine().decode(0.02);
            assertThat(loop.untilItGoverns().reason()).isEqualTo(Reason.BUSY);
            assertThat(loop.calls()).containsExactly(HIGH);
        }
    }

    /** Enough ticks for what was read before to be stale. */
    private static Decision ticksUnheard(FaultyEngine loop) {
        Decision last = loop.tick();
        for (int i = 0; i < 4; i++) {
            last = loop.tick();
        }
        return last;
    }

    /** The server lets nobody in who does not show {@code token}. */
    private static void guard(FaultyEngine loop, String token) {
        RawServer.Answer page = loop.page();
        loop.server().nowAnswers(exchange -> {
            boolean welcome = exchange.request().contains("Authorization: Bearer " + token + "\n");
            (welcome ? page : TransportFault.UNAUTHORIZED.answer()).give(exchange);
        });
    }

    private static FaultyEngine plain() throws IOException {
        return over("http", RawServer.plain(RawServer.page("")), TlsFiles.DEFAULT, Optional.empty());
    }

    private static FaultyEngine over(String scheme, RawServer server, TlsFiles trust, Optional<Path> token) {
        return new FaultyEngine(
                server,
                port -> MetricsSource.at(URI.create(scheme + "://127.0.0.1:" + port + "/metrics"), trust, token, true),
                new IdleDropPolicy());
    }
}
