package io.gpugovernor.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Twin;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PushedTelemetryTest {
    private final Twin twin =
            new Twin(TinyHardware.exact(), SwitchTiming.DEFAULT, new SplittableRandom(1), completion -> {});

    @Test
    void saysAllThatThePageSaysButHowLongBegunPromptsAre() {
        twin.submit(100, 5);
        EngineSnapshot page = twin.snapshot();
        assertThat(page.particulars().admittedPromptTokens()).hasValue(100);

        EngineSnapshot pushed = snapshot(new PushedTelemetry(new TwinPorts(twin)).read());

        assertThat(pushed.particulars().admittedPromptTokens()).isEmpty();
        assertThat(pushed.telling(page.particulars()).standsWhere(page)).isTrue();
    }

    @Test
    void passesOnWhyThereIsNothing() {
        Telemetry none = new Telemetry.Unavailable("it is gone");
        assertThat(new PushedTelemetry(() -> none).read()).isSameAs(none);
    }

    private static EngineSnapshot snapshot(Telemetry told) {
        return ((Telemetry.Available) told).snapshot();
    }
}
