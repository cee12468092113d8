package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstWordTest {
    private static final Actuation REFUSED = new Actuation.Failed("Insufficient permissions (NVML status 4)");

    private final List<String> told = new ArrayList<>();
    private final FirstWord word = new FirstWord(told::add);

    @Test
    void tellsOnceThatNothingMayBeSet() {
        word.hear(REFUSED, () -> true);
        word.hear(REFUSED, () -> true);
        assertThat(told).containsExactly("Insufficient permissions (NVML status 4)");
    }

    @Test
    void bearsWithARefusalAfterALockWasTaken() {
        word.hear(new Actuation.Accepted(), () -> false);
        word.hear(REFUSED, () -> true);
        assertThat(told).isEmpty();
    }

    @Test
    void takesNoOtherFailureForARefusal() {
        word.hear(new Actuation.Failed("GPU is lost"), () -> false);
        assertThat(told).isEmpty();
        word.hear(REFUSED, () -> true);
        assertThat(told).hasSize(1);
    }
}
