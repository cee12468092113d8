package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalClustersTest {
    @Test
    void expectHalfAsManyOfEverySizeBeforeTheyLearned() {
        assertThat(ArrivalClusters.UNKNOWN.probabilityOfAtLeast(1)).isEqualTo(1);
        assertThat(ArrivalClusters.UNKNOWN.probabilityOfAtLeast(2)).isEqualTo(0.5);
        assertThat(ArrivalClusters.UNKNOWN.probabilityOfAtLeast(3)).isEqualTo(0.25);
        assertThat(ArrivalClusters.UNKNOWN.mean()).isEqualTo(2, within(1e-3));
    }

    @Test
    void learnThatRequestsComeAlone() {
        ArrivalClusters clusters = after(3000, 1);
        assertThat(clusters.mean()).isEqualTo(1, within(0.01));
        assertThat(clusters.probabilityOfAtLeast(2)).isLessThan(0.01);
    }

    @Test
    void learnThatRequestsComeInFives() {
        ArrivalClusters clusters = after(3000, 5);
        assertThat(clusters.mean()).isEqualTo(5, within(0.01));
        assertThat(clusters.probabilityOfAtLeast(5)).isGreaterThan(0.99);
        assertThat(clusters.probabilityOfAtLeast(6)).isLessThan(0.01);
    }

    @Test
    void learnNothingFromWindowsWithoutArrivals() {
        assertThat(ArrivalClusters.UNKNOWN.after(0)).isSameAs(ArrivalClusters.UNKNOWN);
    }

    @Test
    void tellNoDifferenceBeyondTheirLargest() {
        ArrivalClusters clusters = after(3000, 1_000_000);
        assertThat(clusters.mean()).isEqualTo(16, within(0.01));
        assertThat(clusters.probabilityOfAtLeast(16)).isGreaterThan(0.99);
        assertThat(clusters.probabilityOfAtLeast(17)).isZero();
    }

    @Test
    void meanIsTheSumOfTheirTail() {
        ArrivalClusters clusters = after(20, 3).after(1).after(7);
        double sum = 0;
        for (int count = 1; count <= 16; count++) {
            sum += clusters.probabilityOfAtLeast(count);
        }
        assertThat(clusters.mean()).isEqualTo(sum, within(1e-9));
    }

    private static ArrivalClusters after(int windows, long count) {
        ArrivalClusters clusters = ArrivalClusters.UNKNOWN;
        for (int i = 0; i < windows; i++) {
            clusters = clusters.after(count);
        }
        return clusters;
    }
}
