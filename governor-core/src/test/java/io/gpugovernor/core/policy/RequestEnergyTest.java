package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gpugovernor.core.units.Joules;
import org.junit.jupiter.api.Test;

class RequestEnergyTest {
    @Test
    void knowsNothingBeforeAnythingWasServed() {
        assertThat(RequestEnergy.NONE.after(500, 0).each()).isEqualTo(new Joules(0));
    }

    @Test
    void chargesRequestsForTheIdleTimeBeforeThem() {
        RequestEnergy energy = RequestEnergy.NONE.after(300, 0).after(100, 2);
        assertThat(energy.each().value()).isCloseTo(200, withinPercentage(1e-9));
    }

    @Test
    void followsWhatRequestsTakeWithinSomeHundreds() {
        RequestEnergy energy = RequestEnergy.NONE;
        for (int i = 0; i < 1000; i++) {
            energy = energy.after(100, 1);
        }
        for (int i = 0; i < 1000; i++) {
            energy = energy.after(400, 1);
        }
        assertThat(energy.each().value()).isCloseTo(400, withinPercentage(1));
    }
}
