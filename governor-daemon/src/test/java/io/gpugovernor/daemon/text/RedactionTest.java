package io.gpugovernor.daemon.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private final Redaction redaction = new Redaction(List.of("known-from-a-file\n"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: PLANTED",
                "ftp://PLANTED@host",
                "\"password\": \"PLANTED with spaces\"",
                "PASSWORD='PLANTED'",
                "api_key=PLANTED,other",
                "root:$6$PLANTEDsalt$PLANTEDPLANTEDPLANTED",
                "--key s -----BEGIN PRIVATE KEY-----\nPLANTEDABC\nDEF==\n-----END PRIVATE KEY----- rest",
                "password: PLANTED, and PLANTED",
                "Password = PLANTED",
                "PASSWD=PLANTED",
                "db_password=\"PLANTED with PLANTED\"",
                "{\"password\": \"PLANTED\"}",
                "{\"password\": \"PLA\\\"NTED PLANTED\"}",
                "{\"text\": \"{\\\"password\\\": \\\"PLANTED\\\"}\"}",
                "password: [PLANTED, PLANTED]",
                "'client_secret': 'PLANTED'",
                "bearerToken: PLANTED",
                "HF_TOKEN=PLANTED",
                "DB_PASS=PLANTED",
                "{\"auth\": \"PLANTED\"}",
                "api_key=PLANTED&x=1",
                "apikey: PLANTED",
                "https://host/path?api-key=PLANTED",
                "https://user:PLANTED@host:8000/metrics",
                "https://PLANTED@host",
                "url=\"http://a:PLANTED@[::1]:80/\"",
                "Authorization: Bearer PLANTED",
                "authorization: Basic UExBTlRFRDpQTEFOVEVE",
                "Proxy-Authorization: Digest PLANTED",
                "X-Auth-Token: PLANTED",
                "sent Bearer PLANTED to the engine",
                "Cookie: session=PLANTED; other=PLANTED",
                "vllm serve --api-key PLANTED --port 8000",
                "vllm serve --api-key=PLANTED --port 8000",
                "[\"--api-key\", \"PLANTED\"]",
                "-Djavax.net.ssl.keyStorePassword=PLANTED",
                "hf_PLANTEDPLANTED",
                "sk-PLANTEDPLANTED",
                "nvapi-PLANTEDPLANTED",
                "ghp_PLANTEDPLANTEDPLANTED",
                "AKIAPLANTEDPLANTEDPL",
                "eyJhbGciOiPLANTED.eyJzdWIiPLANTED.PLANTED",
                "$2y$10$PLANTEDPLANTEDPLANTEDPLANTEDPLANTEDPLANTEDPLANTEDPLANT",
                "-----BEGIN PRIVATE KEY-----\nPLANTED\nPLANTED\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\\nPLANTED\\nPLANTED\\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nPLANTED\nPLANTED",
                "PLANTED\nPLANTED\n-----END ENCRYPTED PRIVATE KEY-----",
            })
    void takesOutWhatIsSecretByItsPlaceOrItsForm(String text) {
        assertThat(redaction.of(text)).contains(Redaction.REMOVED).doesNotContain("PLANTED", "UExBTlRFRDp");
    }

    @Test
    void takesOutWhatIsKnownWhereverItStands() {
        assertThat(redaction.of("refused 'known-from-a-file'.")).isEqualTo("refused '" + Redaction.REMOVED + "'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpu_governor_first_token_debt{domain=\"chat\"} 3.0",
                "\"firstTokenDebt\": 0,",
                "\"stepTokens\": {\"value\": 8192}",
                "bearerTokenFile: /etc/gpu-governor/token",
                "bearerTokenFile /etc/gpu-governor/engine.token does not exist",
                "http://a/b then mail to ops@example.org",
                "chat: clock 1380MHz -> 1500MHz reason=first_token_debt debt=12",
                "keyFile: client.key",
                "domain=chat state=governing clock=1380MHz reason=saving",
                "http://127.0.0.1:9464/metrics",
                "mail to admin@example.org",
                "+312 ms to the first token, 41 ms between tokens",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
            })
    void leavesWhatAnEngineerNeeds(String text) {
        assertThat(redaction.of(text)).isEqualTo(text);
    }

    @Test
    @Timeout(20)
    void isQuickWithWhatIsLargeAndUgly() {
        String run = "A1b2/".repeat(100_000);
        for (String text : List.of(
                run,
                "password=\"" + run,
                "-----BEGIN PRIVATE KEY-----" + run,
                "://" + run,
                "token: ".repeat(50_000),
                "a://".repeat(50_000),
                "Bearer ".repeat(30_000),
                "$2a$".repeat(50_000),
                "x".repeat(200_000),
                " ".repeat(200_000),
                "\\\"".repeat(200_000),
                "-----BEGIN PRIVATE KEY-----\n".repeat(2_000))) {
            assertThat(redaction.of(text)).isNotNull();
        }
    }
}
