package io.gpugovernor.daemon.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: \"http://user:s3cret@engine:8000/metrics\"",
                "ftp://s3cret@host",
                "Authorization: Bearer s3cret.token-value",
                "authorization: basic czNjcmV0OnMzY3JldA==s3cret",
                "alice: $2y$10$s3cret./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop",
                "password: s3cret",
                "\"password\": \"s3cret with spaces\"",
                "PASSWORD='s3cret'",
                "api_key=s3cret,other",
                "token=s3cret",
                "--key s -----BEGIN PRIVATE KEY-----\ns3cretABC\nDEF==\n-----END PRIVATE KEY----- rest",
                "-----BEGIN RSA PRIVATE KEY-----\ns3cret cut off",
            })
    void takesSecretsOut(String text) {
        assertThat(Redaction.of(text)).doesNotContain("s3cret").contains(Redaction.MARK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: \"http://127.0.0.1:8000/metrics\"",
                "bearerTokenFile /etc/gpu-governor/engine.token does not exist",
                "http://a/b then mail to ops@example.org",
                "chat: clock 1380MHz -> 1500MHz reason=first_token_debt debt=12",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "gpu_governor_first_token_debt{domain=\"chat\"} 3",
            })
    void leavesTheRestAsItIs(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    @Timeout(10)
    void takesNoLongerForHostileText() {
        for (String piece : new String[] {"a://", "password:", "-----BEGIN ", "Bearer ", "$2a$", "x", " "}) {
            assertThat(Redaction.of(piece.repeat(200_000 / piece.length()))).isNotEmpty();
        }
    }
}
