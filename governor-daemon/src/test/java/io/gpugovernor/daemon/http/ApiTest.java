package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.journal.Decisions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {
    @Test
    void tellsWhereEachDomainStands() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code")) {
            server.record(Decisions.steady("chat").build());
            server.setTime(10.5);

            JsonObject status = json(server.get("/api/v1/status"));
            assertThat(status.get("schema").getAsInt()).isEqualTo(1);
            assertThat(status.get("mode").getAsString()).isEqualTo("enforce");
            assertThat(status.get("ready").getAsBoolean()).isFalse();
            JsonArray domains = status.getAsJsonArray("domains");
            JsonObject chat = domains.get(0).getAsJsonObject();
            assertThat(chat.get("ttftTargetSeconds").getAsDouble()).isEqualTo(0.6);
            assertThat(chat.get("clockMaxMHz").getAsInt()).isEqualTo(1980);
            JsonObject latest = chat.getAsJsonObject("latest");
            assertThat(latest.get("ageSeconds").getAsDouble()).isEqualTo(0.5);
            assertThat(latest.get("setpointMHz").getAsInt()).isEqualTo(1380);
            assertThat(latest.get("powerWatts").getAsDouble()).isEqualTo(700);
            assertThat(latest.getAsJsonObject("load").get("workloadClass").getAsString())
                    .isEqualTo("ML");
            assertThat(latest.getAsJsonObject("outlook").get("ttftSlackSeconds").getAsDouble())
                    .isEqualTo(0.312);
            JsonObject account = chat.getAsJsonObject("account");
            assertThat(account.get("ttftAttainmentRatio").getAsDouble()).isEqualTo(0.996);
            assertThat(account.get("errorBudgetRemainingRatio").getAsDouble()).isCloseTo(0.4, within(1e-9));
            assertThat(domains.get(1).getAsJsonObject().get("latest").isJsonNull())
                    .isTrue();
        }
    }

    @Test
    void givesNullForWhatIsMissingOrUndefined() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat")
                    .with(new Load(0, 0, 0, 0, true, Double.NaN, Optional.empty(), Duration.ZERO))
                    .with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1))
                    .build());

            HttpResponse<String> answer = server.get("/api/v1/status");
            assertThat(answer.body()).doesNotContain("NaN").doesNotContain("Infinity");
            JsonObject latest = json(answer)
                    .getAsJsonArray("domains")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("latest");
            assertThat(latest.get("powerWatts").isJsonNull()).isTrue();
            assertThat(latest.getAsJsonObject("load").get("requestsPerSecond").isJsonNull())
                    .isTrue();
            JsonObject silent = latest.getAsJsonArray("gpus").get(1).getAsJsonObject();
            assertThat(silent.get("appliedClockMHz").isJsonNull()).isTrue();
            assertThat(silent.getAsJsonArray("unreadable").get(0).getAsString()).isEqualTo("clock: GPU is lost");
        }
    }

    @Test
    void givesTheNewestDecisionsFirst() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(
                    Decisions.steady("chat").at(8).build(),
                    Decisions.steady("chat")
                            .at(9)
                            .moving(1380, 900, new Actuation.Failed("no permission"))
                            .build(),
                    Decisions.steady("chat").at(10).build());

            JsonArray all = decisions(server, "?domain=chat&last=2");
            assertThat(all).hasSize(2);
            JsonObject move = all.get(1).getAsJsonObject();
            assertThat(move.get("ageSeconds").getAsDouble()).isEqualTo(1);
            assertThat(move.get("previousMHz").getAsInt()).isEqualTo(1380);
            assertThat(move.get("actuationFailure").getAsString()).isEqualTo("no permission");
            assertThat(decisions(server, "?changes=true"))
                    .as("the first and the move")
                    .hasSize(2);
        }
    }

    @Test
    void givesOnlyDecisionsMadeAfterTheOneThatIsKnown() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(
                    Decisions.steady("chat").at(8).build(),
                    Decisions.steady("chat").at(9.1).build(),
                    Decisions.steady("chat").at(9.35).build());

            assertThat(decisions(server, "?after=9.1")).hasSize(1);
            assertThat(decisions(server, "?after=9.35")).isEmpty();
        }
    }

    @Test
    void tellsWhatAnOperatorOrderedAndHowLongItLasts() throws Exception {
        OperatorOverride order =
                new OperatorOverride(Optional.of(new Megahertz(1380)), new Moment(70_000_000_000L), "incident 4711");
        try (StartedServer server = new StartedServer(
                name -> name.equals("chat") ? Optional.of(order) : Optional.empty(), "chat", "code")) {
            JsonArray domains = json(server.get("/api/v1/status")).getAsJsonArray("domains");

            JsonObject told = domains.get(0).getAsJsonObject().getAsJsonObject("override");
            assertThat(told.get("clockMHz").getAsInt()).isEqualTo(1380);
            assertThat(told.get("reason").getAsString()).isEqualTo("incident 4711");
            assertThat(told.get("secondsLeft").getAsDouble()).isEqualTo(60);
            assertThat(domains.get(1).getAsJsonObject().get("override").isJsonNull())
                    .isTrue();
        }
    }

    @Test
    void saysWhenItWasStartedSoThatAnotherDaemonIsNotTakenForIt() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            String startedAt =
                    json(server.get("/api/v1/status")).get("startedAt").getAsString();
            assertThat(Instant.parse(startedAt)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?domain=chat&last=0, 400, 'last must be a whole number from 1 to 1024, not ''0'''",
        "?domain=chat&last=many, 400, 'last must be a whole number from 1 to 1024, not ''many'''",
        "?domain=chat&last=99999999999, 400, 'last must be a whole number'",
        "?domain=chat&domain=code, 400, 'the parameter domain is given twice'",
        "?domain=chat&lst=3, 400, 'unknown parameter ''lst''; known are after, changes, domain, last'",
        "?domain=chat&changes=maybe, 400, 'changes must be true or false'",
        "?domain=chat&after=soon, 400, 'after must be a number of seconds, 0 or more, not ''soon'''",
        "?domain=chat&after=-1, 400, 'after must be a number of seconds, 0 or more, not ''-1'''",
        "?domain=chat&after=NaN, 400, 'after must be a number of seconds'",
        "?last=3, 400, 'say which domain with ?domain=NAME; there are chat, code'",
        "?domain=chatt, 404, 'no domain ''chatt''; there are chat, code'",
    })
    void saysWhatIsWrongWithAQuestion(String query, int status, String message) throws Exception {
        try (StartedServer server = new StartedServer("chat", "code")) {
            HttpResponse<String> answer = server.get("/api/v1/decisions" + query);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(json(answer).get("error").getAsString()).contains(message);
        }
    }

    @Test
    void decodesDomainNames() throws Exception {
        try (StartedServer server = new StartedServer("chat & code", "other")) {
            server.record(Decisions.steady("chat & code").build());

            assertThat(decisions(server, "?domain=chat+%26%20code")).hasSize(1);
        }
    }

    private static JsonArray decisions(StartedServer server, String query) throws Exception {
        return json(server.get("/api/v1/decisions" + query)).getAsJsonArray("decisions");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
