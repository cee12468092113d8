package io.gpugovernor.nvml.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sizes and offsets as the C compiler lays NVML 13.3's header out on x86-64. */
class StructureLayoutTest {
    @Test
    void laysThePciAddressOutAsTheHeaderDoes() {
        PciInfo pci = new PciInfo();
        assertThat(pci.size()).isEqualTo(68);
        Pointer memory = numbered(pci.getPointer(), 68);
        pci.read();
        assertThat(pci.busIdLegacy).startsWith(memory.getByteArray(0, 16));
        assertThat(pci.domain).isEqualTo(memory.getInt(16));
        assertThat(pci.bus).isEqualTo(memory.getInt(20));
        assertThat(pci.device).isEqualTo(memory.getInt(24));
        assertThat(pci.pciDeviceId).isEqualTo(memory.getInt(28));
        assertThat(pci.pciSubSystemId).isEqualTo(memory.getInt(32));
        assertThat(pci.busId).isEqualTo(memory.getByteArray(36, 32));
    }

    @Test
    void laysAProcessOutAsTheThirdVersionOfTheCallDoes() {
        assertThat(new ProcessInfo().size()).isEqualTo(24);
        try (Memory memory = new Memory(24)) {
            numbered(memory, 24);
            ProcessInfo process = new ProcessInfo(memory);
            assertThat(process.pid).isEqualTo(memory.getInt(0));
            assertThat(process.usedGpuMemory).isEqualTo(memory.getLong(8));
            assertThat(process.gpuInstanceId).isEqualTo(memory.getInt(16));
            assertThat(process.computeInstanceId).isEqualTo(memory.getInt(20));
        }
    }

    @Test
    void laysATemperatureOutAndSaysItsVersion() {
        Temperature temperature = new Temperature();
        assertThat(temperature.size()).isEqualTo(12);
        assertThat(temperature.version).isEqualTo(12 | (1 << 24));
        Pointer memory = numbered(temperature.getPointer(), 12);
        temperature.read();
        assertThat(temperature.version).isEqualTo(memory.getInt(0));
        assertThat(temperature.sensorType).isEqualTo(memory.getInt(4));
        assertThat(temperature.temperature).isEqualTo(memory.getInt(8));
    }

    /** Every byte differs, so a field read from a wrong offset has a wrong value. */
    private static Pointer numbered(Pointer memory, int size) {
        IntStream.range(0, size).forEach(i -> memory.setByte(i, (byte) (i + 1)));
        return memory;
    }
}
