package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.journal.Decisions;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void givesTheCourseOfEveryDomainOldestFirst() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code")) {
            server.record(
                    Decisions.steady("chat").at(8).build(),
                    Decisions.steady("chat")
                            .at(9)
                            .with(Decisions.gpu(0, 1380, 351), Decisions.gpu(1, 1365, 349))
                            .build());

            JsonObject history = history(server, "");
            assertThat(history.get("nowSeconds").getAsDouble()).isEqualTo(10);
            JsonObject chat = history.getAsJsonArray("domains").get(0).getAsJsonObject();
            assertThat(values(chat, "atSeconds")).isEqualTo("[8.0,9.0]");
            assertThat(values(chat, "setpointMHz")).isEqualTo("[1380,1380]");
            assertThat(values(chat, "appliedLeastMHz")).isEqualTo("[1380,1365]");
            assertThat(values(chat, "appliedMostMHz")).isEqualTo("[1380,1380]");
            assertThat(values(chat, "powerWatts")).isEqualTo("[700.0,700.0]");
            assertThat(values(chat, "forecastWatts")).isEqualTo("[702.0,702.0]");
            assertThat(values(chat, "maximumWatts")).isEqualTo("[990.0,990.0]");
            assertThat(values(chat, "ttftSlackSeconds")).isEqualTo("[0.312,0.312]");
            assertThat(values(chat, "state")).isEqualTo("[\"governing\",\"governing\"]");
            JsonObject code = history.getAsJsonArray("domains").get(1).getAsJsonObject();
            assertThat(values(code, "atSeconds")).isEqualTo("[]");
        }
    }

    @Test
    void leavesNullWhatWasUnknownSoThatColumnsStayInStep() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(
                    Decisions.steady("chat").at(8).build(),
                    Decisions.steady("chat")
                            .at(9)
                            .with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1))
                            .released("no answer")
                            .build(),
                    Decisions.steady("chat")
                            .at(9.5)
                            .with(Decisions.silentGpu(0), Decisions.silentGpu(1))
                            .build());

            JsonObject chat = history(server, "?domain=chat")
                    .getAsJsonArray("domains")
                    .get(0)
                    .getAsJsonObject();
            assertThat(values(chat, "setpointMHz")).isEqualTo("[1380,null,1380]");
            assertThat(values(chat, "powerWatts")).isEqualTo("[700.0,null,null]");
            assertThat(values(chat, "appliedLeastMHz")).isEqualTo("[1380,1380,null]");
            assertThat(values(chat, "ttftSlackSeconds")).isEqualTo("[0.312,null,0.312]");
            assertThat(values(chat, "running")).isEqualTo("[12,null,12]");
            List<String> columns = Stream.of(CourseView.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .filter(name -> !name.equals("name"))
                    .toList();
            assertThat(columns)
                    .allSatisfy(
                            column -> assertThat(chat.getAsJsonArray(column)).hasSize(3));
        }
    }

    @Test
    void goesOnFromWhatIsKnown() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(
                    Decisions.steady("chat").at(8.25).build(),
                    Decisions.steady("chat").at(8.5).build());

            JsonObject chat = history(server, "?after=8.25")
                    .getAsJsonArray("domains")
                    .get(0)
                    .getAsJsonObject();
            assertThat(values(chat, "atSeconds")).isEqualTo("[8.5]");
        }
    }

    @Test
    void isBoundedAndSmallHoweverLongTheDaemonRuns() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            for (int i = 0; i < 3 * DecisionJournal.RECENT; i++) {
                server.record(Decisions.steady("chat").at(10 + i / 4.0).build());
            }

            HttpResponse<String> answer = server.get("/api/v1/history");
            JsonArray at = JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .getAsJsonArray("domains")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonArray("atSeconds");
            assertThat(at).hasSize(DecisionJournal.RECENT);
            assertThat(at.get(at.size() - 1).getAsDouble()).isEqualTo(10 + (3 * DecisionJournal.RECENT - 1) / 4.0);
            assertThat(answer.body().length()).isLessThan(64 * 1024);
        }
    }

    @Test
    void saysWhatIsWrongWithAQuestion() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            assertThat(server.get("/api/v1/history?domain=chatt").statusCode()).isEqualTo(404);
            assertThat(server.get("/api/v1/history?since=3").body())
                    .contains("unknown parameter 'since'; known are after, domain");
            assertThat(server.get("/api/v1/history?after=x").statusCode()).isEqualTo(400);
        }
    }

    private static JsonObject history(StartedServer server, String query) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/history" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String values(JsonObject course, String column) {
        JsonElement values = course.get(column);
        return values.toString();
    }
}
