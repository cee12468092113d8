package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RanksTest {
    @Test
    void takesTheLowestRankOfEachQuantity() {
        Ranks ranks = new Ranks(Set.of("tp_rank", "pp_rank"));

        assertThat(ranks.once(List.of(
                        series("tp_rank", "1", "dp_rank", "0", 7),
                        series("tp_rank", "0", "dp_rank", "0", 5),
                        series("tp_rank", "0", "dp_rank", "1", 3))))
                .extracting(Series::value)
                .containsExactly(5.0, 3.0);
    }

    @Test
    void leavesEverySeriesWhereNoLabelRepeats() {
        List<Series> all = List.of(series("tp_rank", "1", "a", "0", 7), series("tp_rank", "0", "a", "0", 5));

        assertThat(Ranks.NONE.once(all)).isEqualTo(all);
    }

    @Test
    void addsUpDataParallelEnginesOfSglangButNotTheirTensorParallelRanks() throws ExpositionException {
        StringBuilder page = new StringBuilder();
        for (int dp = 0; dp < 2; dp++) {
            for (int tp = 0; tp < 4; tp++) {
                String labels = "{dp_rank=\"" + dp + "\",tp_rank=\"" + tp + "\"} ";
                page.append("sglang:num_running_reqs")
                        .append(labels)
                        .append(10 + dp)
                        .append('\n');
                page.append("sglang:num_queue_reqs").append(labels).append(1).append('\n');
            }
        }
        Dialect sglang = Dialect.of("sglang");
        EngineSnapshot snapshot = assertThat(
                        EngineMetrics.at(new Moment(0), sglang.read(Pages.parse(sglang.names(), page.toString()))))
                .asInstanceOf(type(Telemetry.Available.class))
                .actual()
                .snapshot();

        assertThat(snapshot.running()).isEqualTo(21);
        assertThat(snapshot.waiting()).isEqualTo(2);
    }

    private static Series series(String label, String value, String other, String otherValue, double number) {
        return new Series("x", Map.of(label, value, other, otherValue), number);
    }
}
