package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Megahertz;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WritePlanTest {
    private static final Megahertz TARGET = new Megahertz(1200);

    @Test
    void raisesSomeBeforeItLowersOthers() {
        Map<String, Optional<Megahertz>> setpoints = new LinkedHashMap<>();
        setpoints.put("high", Optional.of(new Megahertz(1500)));
        setpoints.put("low", Optional.of(new Megahertz(900)));
        setpoints.put("free", Optional.empty());
        setpoints.put("there", Optional.of(TARGET));
        assertThat(WritePlan.towards(TARGET, setpoints).phases())
                .containsExactly(List.of("low"), List.of("high", "free"));
    }

    @Test
    void isEmptyWhereEveryGpuIsThereAlready() {
        WritePlan<String> plan = WritePlan.towards(TARGET, Map.of("there", Optional.of(TARGET)));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.phases()).isEmpty();
    }
}
