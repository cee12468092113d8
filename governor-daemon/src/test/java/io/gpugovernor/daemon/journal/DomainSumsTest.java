package io.gpugovernor.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Watts;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainSumsTest {
    @Test
    void addsThePowerOfAllGpus() {
        assertThat(DomainSums.power(List.of(Decisions.gpu(0, 900, 100), Decisions.gpu(1, 900, 150))))
                .contains(new Watts(250));
    }

    @Test
    void givesNoSumWhileAGpuIsSilent() {
        assertThat(DomainSums.power(List.of(Decisions.gpu(0, 900, 100), Decisions.silentGpu(1))))
                .isEmpty();
        assertThat(DomainSums.energy(Decisions.steady("chat")
                        .with(Decisions.gpu(0, 900, 100), Decisions.silentGpu(1))
                        .build()))
                .isEmpty();
    }

    @Test
    void givesNoSumOfNoGpus() {
        assertThat(DomainSums.power(List.of())).isEmpty();
        assertThat(DomainSums.energy(Decisions.steady("chat").with().build())).isEmpty();
    }

    @Test
    void takesTheEnergyFromTheBooks() {
        assertThat(DomainSums.energy(Decisions.steady("chat").build())).contains(new Joules(7000));
    }
}
