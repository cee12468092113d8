package io.gpugovernor.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.nvml.binding.NvmlReads;
import io.gpugovernor.nvml.binding.NvmlStatus;
import io.gpugovernor.nvml.binding.ProcessInfo;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The compute processes of a GPU. */
final class RunningProcesses {
    private static final int ROOM = 32;

    /** More than this many processes on one GPU are not believed. */
    private static final int MOST = 65_536;

    private static final int SIZE = 24;

    private final NvmlReads nvml;
    private final Function<ToIntFunction<Pointer>, NvmlStatus> make;

    RunningProcesses(NvmlReads nvml, Function<ToIntFunction<Pointer>, NvmlStatus> make) {
        this.nvml = nvml;
        this.make = make;
    }

    Reading<List<GpuProcess>> read(BiFunction<String, NvmlStatus, Reading<List<GpuProcess>>> absent) {
        int room = ROOM;
        while (true) {
            IntByReference count = new IntByReference(room);
            try (Memory infos = new Memory((long) room * SIZE)) {
                NvmlStatus status =
                        make.apply(device -> nvml.nvmlDeviceGetComputeRunningProcesses_v3(device, count, infos));
                int needed = count.getValue();
                if (status == NvmlStatus.SUCCESS) {
                    return Reading.of(list(infos, Math.min(room, needed)));
                }
                if (status != NvmlStatus.INSUFFICIENT_SIZE || needed <= room || needed > MOST) {
                    return absent.apply("compute processes", status);
                }
                room = needed;
            }
        }
    }

    private static List<GpuProcess> list(Memory infos, int count) {
        return IntStream.range(0, Math.max(0, count))
                .mapToObj(i -> new ProcessInfo(infos.share((long) i * SIZE, SIZE)))
                .map(info -> new GpuProcess(Integer.toUnsignedLong(info.pid)))
                .toList();
    }
}
