package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResultDocumentTest {
    private static final Scenario SCENARIO = Scenarios.tiny(0.5, Duration.ofSeconds(60));
    private static final RateScale SCALE = new RateScale(1.5);

    @Test
    void holdsTheFieldsThatThePublicFormatNames() {
        JsonObject document = JsonParser.parseString(json(1)).getAsJsonObject();
        JsonObject run = document.getAsJsonArray("runs").get(0).getAsJsonObject();

        assertThat(document.keySet()).containsExactly("schema", "trace", "hardware", "slo", "runs");
        assertThat(document.getAsJsonObject("trace").keySet())
                .containsExactly("file", "requests", "rateScale", "durationSeconds");
        assertThat(document.getAsJsonObject("slo").keySet()).containsExactly("ttftSeconds", "tbtSeconds", "quantile");
        assertThat(run.keySet())
                .containsExactly(
                        "policy",
                        "seed",
                        "requests",
                        "completed",
                        "energyJoules",
                        "meanPowerWatts",
                        "savingVsMax",
                        "ttftSeconds",
                        "tbtSeconds",
                        "attainment",
                        "clockChanges",
                        "meanClockMHz",
                        "wallSeconds");
        assertThat(run.getAsJsonObject("ttftSeconds").keySet()).containsExactly("p50", "p90", "p99");
        assertThat(run.getAsJsonObject("tbtSeconds").keySet()).containsExactly("p50", "p90", "p99");
        assertThat(run.getAsJsonObject("attainment").keySet()).containsExactly("ttft", "tbt", "joint");
    }

    @Test
    void holdsTheValuesOfTheRuns() {
        List<Contest.Entry> entries = entries(1);
        JsonObject document = JsonParser.parseString(ResultDocument.of(SCENARIO, "t.csv", SCALE, entries))
                .getAsJsonObject();
        RunResult dropping = entries.get(1).result();
        JsonObject run = document.getAsJsonArray("runs").get(1).getAsJsonObject();

        assertThat(document.get("schema").getAsInt()).isEqualTo(1);
        assertThat(document.get("hardware").getAsString()).isEqualTo("tiny");
        assertThat(document.getAsJsonObject("trace"))
                .isEqualTo(JsonParser.parseString("{\"file\": \"t.csv\", \"requests\": "
                        + SCENARIO.trace().size() + ", \"rateScale\": 1.5, \"durationSeconds\": 60.0}"));
        assertThat(document.getAsJsonObject("slo"))
                .isEqualTo(JsonParser.parseString("{\"ttftSeconds\": 0.6, \"tbtSeconds\": 0.1, \"quantile\": 0.99}"));
        assertThat(run.get("policy").getAsString()).isEqualTo("idle-drop");
        assertThat(run.get("seed").getAsLong()).isEqualTo(5);
        assertThat(run.get("completed").getAsInt()).isEqualTo(dropping.completed());
        assertThat(run.get("energyJoules").getAsDouble())
                .isEqualTo(dropping.energy().value());
        assertThat(run.get("meanPowerWatts").getAsDouble())
                .isEqualTo(dropping.meanPower().value());
        assertThat(run.get("savingVsMax").getAsDouble())
                .isEqualTo(dropping.savingAgainst(entries.get(0).result()))
                .isPositive();
        assertThat(run.getAsJsonObject("ttftSeconds").get("p99").getAsDouble())
                .isEqualTo(dropping.ttft().p99());
        assertThat(run.getAsJsonObject("attainment").get("joint").getAsDouble())
                .isEqualTo(dropping.attainment().joint().value());
        assertThat(run.get("clockChanges").getAsLong()).isEqualTo(dropping.clockChanges());
        assertThat(run.get("meanClockMHz").getAsDouble()).isEqualTo(dropping.meanClockMegahertz());
        assertThat(run.get("wallSeconds").getAsDouble()).isPositive();
    }

    @Test
    void differsBetweenTwoRunsOfOneSeedInRealTimeOnly() {
        String slow = json(1_000_000);
        String fast = json(1_000);

        assertThat(fast).isNotEqualTo(slow);
        assertThat(withoutWallSeconds(fast)).isEqualTo(withoutWallSeconds(slow));
    }

    @Test
    void writesNullWhereThereIsNoNumber() {
        Trace single = new Trace("single", List.of(new Request(Duration.ZERO, 10, 1)));
        Slo early = new Slo(Optional.of(Duration.ofMillis(600)), Optional.empty(), new Ratio(0.99));
        Scenario scenario = new Scenario(
                single, Duration.ofSeconds(5), TinyHardware.exact(), early, Scenarios.QUARTERS, SwitchTiming.DEFAULT);
        List<Contest.Entry> entries = new Contest(scenario, Belief.EXACT, () -> new Moment(0), line -> {})
                .run(List.of(new Contender.Maximum()), 1, 1);

        String json = ResultDocument.of(scenario, "single.csv", RateScale.ONE, entries);

        JsonObject document = JsonParser.parseString(json).getAsJsonObject();
        JsonObject tbt =
                document.getAsJsonArray("runs").get(0).getAsJsonObject().getAsJsonObject("tbtSeconds");
        assertThat(tbt.keySet()).containsExactly("p50", "p90", "p99");
        assertThat(tbt.asMap().values()).allMatch(JsonElement::isJsonNull);
        assertThat(document.getAsJsonObject("slo").get("tbtSeconds").isJsonNull())
                .isTrue();
        assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
    }

    private static String withoutWallSeconds(String json) {
        return json.replaceAll("\"wallSeconds\": [-0-9.E]+", "\"wallSeconds\": 0");
    }

    private static String json(long nanosBetweenLooks) {
        return ResultDocument.of(SCENARIO, "t.csv", SCALE, entries(nanosBetweenLooks));
    }

    /** Maximum clock and idle drop under seed 5, on a real-time clock that moves whenever it is looked at. */
    private static List<Contest.Entry> entries(long nanosBetweenLooks) {
        AtomicLong now = new AtomicLong();
        TimeSource wall = () -> new Moment(now.addAndGet(nanosBetweenLooks));
        return new Contest(SCENARIO, Belief.EXACT, wall, line -> {}).run(Contender.parseAll("max,idle-drop"), 5, 1);
    }
}
