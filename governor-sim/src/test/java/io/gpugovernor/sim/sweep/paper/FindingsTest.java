package io.gpugovernor.sim.sweep.paper;

import static io.gpugovernor.core.model.WorkloadClass.LARGE_LARGE;
import static io.gpugovernor.core.model.WorkloadClass.MEDIUM_MEDIUM;
import static io.gpugovernor.core.model.WorkloadClass.SMALL_SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Setup TP2 = new Setup(2, 256);
    private static final Setup TP4 = new Setup(4, 256);
    private static final Setup TP8 = new Setup(8, 256);
    private static final List<WorkloadClass> DIAGONAL = List.of(SMALL_SMALL, MEDIUM_MEDIUM, LARGE_LARGE);

    @Test
    void takesTheThroughputOfSmallRequestsAtHalfTheClock() {
        Finding finding = finding(workloads().dataset(), "1");

        assertThat(finding.here()).isEqualTo("25 %");
        assertThat(finding.verdict()).isEqualTo(Verdict.WITHIN);
    }

    @Test
    void savesPowerOnlyAtClocksThatCostNothing() {
        // 1605 MHz costs SS 4 % of latency and throughput, MM 8 %, and LL 20 %; it saves 20 % of power.
        assertThat(finding(workloads().dataset(), "2a").says()).endsWith("(classes: 0 %, 0 %, 20 %)");
        assertThat(finding(workloads().dataset(), "2a").here()).isEqualTo("0 %");
        assertThat(finding(workloads().dataset(), "2b").says()).endsWith("(classes: 0 %, 20 %, 20 %)");
        assertThat(finding(workloads().dataset(), "2b").verdict()).isEqualTo(Verdict.WITHIN);
    }

    @Test
    void savesPowerUnderTheSloWhereTailsKeepIt() {
        // The p99 of TTFT is three times the median: 180 ms at 990 MHz, within 200 ms; LL is beyond it at any clock
        // below.
        assertThat(finding(workloads().dataset(), "2c").says()).endsWith("(classes: 0 %, 45 %, 45 %)");
    }

    @Test
    void ordersTheResponseOfLatenciesByInput() {
        Dataset dataset = workloads().dataset();

        assertThat(finding(dataset, "3a").here()).isEqualTo("1.10 times, 1.40 times, 1.90 times");
        assertThat(finding(dataset, "3a").verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(finding(dataset, "3b").here()).startsWith("1.20 times to 1.20 times;");
        assertThat(finding(dataset, "3b").verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void readsThrottlingFromPromptsAlone() {
        assertThat(finding(workloads().dataset(), "4a").verdict()).isEqualTo(Verdict.NOT_MEASURED);
        Dataset throttled = workloads()
                .prefill(TP8, 1980, 128, 0)
                .prefill(TP8, 1980, 512, 0.02)
                .prefill(TP8, 1980, 1024, 0.9)
                .prefill(TP8, 990, 1024, 0)
                .dataset();

        assertThat(finding(throttled, "4a").here()).isEqualTo("0 %, 2 %, 90 %");
        assertThat(finding(throttled, "4a").verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void comparesParallelismsUnderTheSloAndAtSaturation() {
        Dataset dataset = parallelisms().dataset();

        assertThat(finding(dataset, "5a").here()).isEqualTo("75 %");
        assertThat(finding(dataset, "5b").here()).isEqualTo("43 %");
        assertThat(finding(dataset, "5c").here()).isEqualTo("50 %");
        assertThat(finding(dataset, "5d").verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(finding(dataset, "6a").here()).isEqualTo("60 %");
    }

    @Test
    void countsTheRestOfTheNode() {
        // TP2 draws 1200 W at 2 requests a second, TP8 4000 W at 5; a resting GPU draws 1600 / 8 = 200 W.
        Dataset dataset = parallelisms().dataset();

        assertThat(finding(dataset, "6b").here()).isEqualTo("70 %");
        assertThat(finding(dataset, "6c").here()).isEqualTo("40 %");
        assertThat(finding(dataset, "6c").verdict()).isEqualTo(Verdict.WITHIN);
        assertThat(finding(dataset, "6d").here()).isEqualTo("0.75 times");
        assertThat(finding(dataset, "6e").here()).isEqualTo("1.50 times");
    }

    @Test
    void comparesLowLoadAtRatesThatBothWereMeasuredAt() {
        assertThat(finding(parallelisms().dataset(), "6f").verdict()).isEqualTo(Verdict.NOT_MEASURED);
        Dataset dataset = parallelisms()
                .given(TP2, MEDIUM_MEDIUM, 1980, 1, 1, 800)
                .given(TP8, MEDIUM_MEDIUM, 1980, 1, 1, 1900)
                .given(TP8, MEDIUM_MEDIUM, 1980, 1.5, 1.5, 2500)
                .dataset();

        assertThat(finding(dataset, "6f").here()).isEqualTo("0.95 times at 1.00 requests a second");
        assertThat(finding(dataset, "6f").verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void comparesBatches() {
        Dataset dataset = batches().dataset();

        assertThat(finding(dataset, "7a").here()).isEqualTo("7.50 times");
        assertThat(finding(dataset, "7a").verdict()).isEqualTo(Verdict.WITHIN);
        assertThat(finding(dataset, "7b").here()).isEqualTo("10.00 times");
        assertThat(finding(dataset, "7b").verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(finding(dataset, "8a").here()).isEqualTo("70 %, 85 %");
        assertThat(finding(dataset, "8a").verdict())
                .as("one of two is not most")
                .isEqualTo(Verdict.DIFFERS);
        assertThat(finding(dataset, "9a").here()).isEqualTo("10 %");
        assertThat(finding(dataset, "9b").here()).isEqualTo("50 %");
    }

    @Test
    void countsNoRateThatKeepsTheSloAsNothingServed() {
        Dataset dataset = workloads().capacity(TP8, SMALL_SMALL, 795, 0).dataset();
        Line line = new Line(TP8, SMALL_SMALL);

        assertThat(new Measurements(dataset).throughput(line).ratioNear(795)).hasValue(0);
    }

    @Test
    void saysNothingOfWhatADatasetDoesNotVary() {
        assertThat(Findings.of(List.of(workloads().dataset())))
                .extracting(Finding::statement)
                .contains("1", "3a")
                .doesNotContain("5a", "7a");
        assertThat(Findings.missing(List.of(workloads().dataset(), batches().dataset())))
                .containsExactly(Lever.PARALLELISM);
        assertThat(Findings.of(List.of(new MadeDataset().dataset()))).isEmpty();
    }

    @Test
    void needsTwoClocks() {
        Dataset oneClock = new MadeDataset()
                .medium(TP2, MEDIUM_MEDIUM, 1980, 1, 100, 0.1, 0.01)
                .medium(TP8, MEDIUM_MEDIUM, 1980, 1, 100, 0.1, 0.01)
                .dataset();

        assertThat(Slice.of(oneClock, Lever.PARALLELISM)).isEmpty();
    }

    private static MadeDataset workloads() {
        MadeDataset made = new MadeDataset();
        double[] cost = {1.04, 1.08, 1.20};
        double[] rise = {1.10, 1.40, 1.90};
        for (int i = 0; i < DIAGONAL.size(); i++) {
            WorkloadClass each = DIAGONAL.get(i);
            double ttft = each == LARGE_LARGE ? 0.050 : 0.040;
            made.medium(TP8, each, 1980, 10, 4000, ttft, 0.010)
                    .medium(TP8, each, 1605, 10, 3200, ttft * cost[i] + (each == LARGE_LARGE ? 0.02 : 0), 0.010)
                    .medium(TP8, each, 990, 10, 2200, ttft + 0.02, 0.012);
            made.capacity(TP8, each, 1980, 40)
                    .capacity(TP8, each, 1605, 40 / cost[i])
                    .capacity(TP8, each, 990, 30);
            made.alone(TP8, each, 1980, 0.020, 0.010).alone(TP8, each, 990, 0.020 * rise[i], 0.012);
        }
        return made;
    }

    private static MadeDataset parallelisms() {
        MadeDataset made = new MadeDataset();
        double[] rates = {4, 7, 10};
        double[] watts = {1200, 2500, 4000};
        List<Setup> setups = List.of(TP2, TP4, TP8);
        for (int i = 0; i < setups.size(); i++) {
            Setup each = setups.get(i);
            made.medium(each, MEDIUM_MEDIUM, 1980, rates[i] / 2, watts[i], 0.05, 0.01)
                    .medium(each, MEDIUM_MEDIUM, 990, rates[i] / 2, watts[i] / 2, 0.08, 0.012)
                    .capacity(each, MEDIUM_MEDIUM, 1980, rates[i]);
        }
        return made.rest(TP8, 1980, 1600)
                .rest(TP8, 990, 800)
                .given(TP2, MEDIUM_MEDIUM, 1980, 100, 8, 1300)
                .given(TP4, MEDIUM_MEDIUM, 1980, 100, 12, 2700);
    }

    private static MadeDataset batches() {
        Setup four = new Setup(8, 4);
        Setup many = new Setup(8, 64);
        return new MadeDataset()
                .medium(four, MEDIUM_MEDIUM, 1980, 1, 2000, 0.05, 0.01)
                .medium(four, MEDIUM_MEDIUM, 1605, 1, 1400, 0.05, 0.01)
                .medium(many, MEDIUM_MEDIUM, 1980, 7.5, 4000, 0.05, 0.01)
                .medium(many, MEDIUM_MEDIUM, 1605, 7.5, 3400, 0.05, 0.01)
                .capacity(four, MEDIUM_MEDIUM, 1980, 2)
                .capacity(many, MEDIUM_MEDIUM, 1980, 15)
                .given(four, MEDIUM_MEDIUM, 1980, 0.5, 0.5, 1800)
                .given(many, MEDIUM_MEDIUM, 1980, 0.5, 0.5, 2000)
                .given(four, MEDIUM_MEDIUM, 1980, 50, 2.4, 2500)
                .given(many, MEDIUM_MEDIUM, 1980, 50, 24, 4800);
    }

    private static Finding finding(Dataset dataset, String statement) {
        return Findings.of(List.of(dataset)).stream()
                .filter(finding -> finding.statement().equals(statement))
                .findFirst()
                .orElseThrow();
    }
}
