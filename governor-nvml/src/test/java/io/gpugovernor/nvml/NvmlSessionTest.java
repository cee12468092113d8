package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.nvml.binding.NvmlStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NvmlSessionTest {
    @TempDir
    Path folder;

    @Test
    void identifiesEveryGpu() {
        try (NvmlNode node = NvmlDouble.in(folder).with("gpus=8").open()) {
            assertThat(node.gpus())
                    .extracting(GpuLane::id)
                    .hasSize(8)
                    .contains(new GpuId(
                            2,
                            "GPU-0d0b1e00-0000-4000-8000-000000000002",
                            "00000000:3B:00.0",
                            "NVML Double H100 80GB HBM3"));
            assertThat(node.unreadable()).isEmpty();
        }
    }

    @Test
    void knowsItsVersions() throws NvmlException {
        try (NvmlNode node = NvmlDouble.in(folder).open()) {
            assertThat(node.session().driverVersion()).isEqualTo("580.159.03");
            assertThat(node.session().nvmlVersion()).isEqualTo("13.580.159.03");
        }
    }

    @Test
    void saysThatThereIsNoDriver() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("driver-not-loaded=1");
        assertThatThrownBy(() -> NvmlSession.open(gpus.load()))
                .isInstanceOfSatisfying(
                        NvmlException.class, e -> assertThat(e.status()).isEqualTo(NvmlStatus.DRIVER_NOT_LOADED))
                .hasMessage("NVML does not start: Driver not loaded (NVML status 9)");
    }

    @Test
    void saysThatThereIsNoLibrary() {
        String absent = folder.resolve("absent.so").toString();
        assertThatThrownBy(() -> NvmlNode.open(Optional.of(absent), Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        NvmlException.class, e -> assertThat(e.status()).isEqualTo(NvmlStatus.LIBRARY_NOT_FOUND))
                .hasMessageContaining(absent);
    }

    @Test
    void findsNoGpusOnANodeWithout() {
        try (NvmlNode node = NvmlDouble.in(folder).with("gpus=0").open()) {
            assertThat(node.gpus()).isEmpty();
        }
    }

    @Test
    void leavesOutAGpuThatCannotBeIdentifiedAndSaysWhy() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("gpus=3", "gpu1.lost-at=1");
        try (NvmlNode node = gpus.open()) {
            assertThat(node.gpus()).extracting(gpu -> gpu.id().index()).containsExactly(0, 2);
            assertThat(node.unreadable())
                    .singleElement()
                    .asString()
                    .contains("GPU 1")
                    .contains("GPU is lost");
        }
    }

    @Test
    void shutsDownWithItsLastUserOnly() throws NvmlException {
        NvmlSession session = NvmlSession.open(NvmlDouble.in(folder).load());
        NvmlSession other = session.share();
        other.close();
        assertThat(session.driverVersion()).isNotBlank();
        session.close();
        assertThatThrownBy(session::driverVersion).hasMessageContaining("Uninitialized");
        assertThatThrownBy(session::share).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void startsAgainWhenNvmlHasForgottenIt() throws NvmlException {
        NvmlDouble gpus = NvmlDouble.in(folder);
        try (NvmlSession session = NvmlSession.open(gpus.load())) {
            NvmlGpu gpu = session.gpus().gpus().get(0);
            int before = session.generation();
            gpus.with("uninitialize=1");
            assertThat(gpu.appliedClock()).isEqualTo(Reading.of(new Megahertz(1980)));
            assertThat(session.generation()).isEqualTo(before + 1);
        }
    }

    @Test
    void doesNotStartAgainAfterItWasClosed() throws NvmlException {
        NvmlSession session = NvmlSession.open(NvmlDouble.in(folder).load());
        NvmlGpu gpu = session.gpus().gpus().get(0);
        session.close();
        assertThat(gpu.appliedClock()).isEqualTo(Reading.absent("GPU 0: SM clock: Uninitialized (NVML status 1)"));
    }

    @Test
    void givesUpOnADriverThatDoesNotAnswer() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("hang=all");
        assertThatThrownBy(() -> NvmlNode.open(gpus.load(), Duration.ofMillis(100)))
                .hasMessageContaining("did not answer within 100 ms");
        gpus.with();
    }
}
