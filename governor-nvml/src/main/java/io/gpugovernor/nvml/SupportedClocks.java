package io.gpugovernor.nvml;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.nvml.binding.NvmlReads;
import io.gpugovernor.nvml.binding.NvmlStatus;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The clock steps a GPU lists at its highest memory clock, the only one a data-centre GPU works at. */
final class SupportedClocks {
    /** H100 lists 110 steps; a table that does not fit is asked for again with the room it needs. */
    private static final int ROOM = 512;

    private static final int MOST = 65_536;

    private final NvmlReads nvml;
    private final Function<ToIntFunction<Pointer>, NvmlStatus> make;

    SupportedClocks(NvmlReads nvml, Function<ToIntFunction<Pointer>, NvmlStatus> make) {
        this.nvml = nvml;
        this.make = make;
    }

    Reading<ClockTable> read(BiFunction<String, NvmlStatus, Reading<ClockTable>> absent) {
        Answer memory = ask(nvml::nvmlDeviceGetSupportedMemoryClocks);
        if (memory.clocks.isEmpty()) {
            return absent.apply("supported memory clocks", memory.failure());
        }
        int highest = memory.clocks.get(memory.clocks.size() - 1);
        Answer graphics = ask(
                (device, count, clocks) -> nvml.nvmlDeviceGetSupportedGraphicsClocks(device, highest, count, clocks));
        if (graphics.clocks.isEmpty()) {
            return absent.apply("supported clocks", graphics.failure());
        }
        return Reading.of(
                new ClockTable(graphics.clocks.stream().map(Megahertz::new).toList()));
    }

    private interface ListCall {
        int into(Pointer device, IntByReference count, int[] clocks);
    }

    private record Answer(NvmlStatus status, List<Integer> clocks) {
        /** An empty list is no table, whatever the status says. */
        NvmlStatus failure() {
            return status == NvmlStatus.SUCCESS ? NvmlStatus.NO_DATA : status;
        }
    }

    private Answer ask(ListCall call) {
        IntByReference count = new IntByReference();
        int room = ROOM;
        while (true) {
            int[] clocks = new int[room];
            count.setValue(room);
            NvmlStatus status = make.apply(device -> call.into(device, count, clocks));
            if (status == NvmlStatus.INSUFFICIENT_SIZE && count.getValue() > room && count.getValue() <= MOST) {
                room = count.getValue();
            } else if (status == NvmlStatus.SUCCESS) {
                return new Answer(status, ascending(clocks, count.getValue()));
            } else {
                return new Answer(status, List.of());
            }
        }
    }

    private static List<Integer> ascending(int[] clocks, int count) {
        return Arrays.stream(clocks)
                .limit(Math.max(0, count))
                .filter(clock -> clock > 0)
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }
}
