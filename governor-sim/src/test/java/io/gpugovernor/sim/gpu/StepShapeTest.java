package io.gpugovernor.sim.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepShapeTest {
    @Test
    void countsEachPromptTokenWithAllBeforeIt() {
        assertThat(StepShape.prefill(0, 3)).isEqualTo(new StepShape(3, 1 + 2 + 3, 0, 0));
        assertThat(StepShape.prefill(10, 2)).isEqualTo(new StepShape(2, 11 + 12, 0, 0));
    }

    @Test
    void makesNoAttentionOfChunking() {
        assertThat(StepShape.pairs(0, 60) + StepShape.pairs(60, 40)).isEqualTo(StepShape.pairs(0, 100));
    }

    @Test
    void addsStepsTermByTerm() {
        StepShape mixed = StepShape.prefill(0, 3).plus(StepShape.decode(2, 50)).plus(StepShape.decode(1, 7));

        assertThat(mixed).isEqualTo(new StepShape(3, 6, 3, 107));
    }
}
