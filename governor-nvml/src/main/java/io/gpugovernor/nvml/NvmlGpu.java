package io.gpugovernor.nvml;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.nvml.binding.Cell;
import io.gpugovernor.nvml.binding.FrequentReads;
import io.gpugovernor.nvml.binding.NvmlReads;
import io.gpugovernor.nvml.binding.NvmlStatus;
import io.gpugovernor.nvml.binding.Temperature;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * One GPU, for reading. A reading that fails is absent and says why, in NVML's words.
 *
 * <p>Every method is a native call on the caller's thread and may hang with the driver: {@link GpuLane} makes them under
 * a deadline.
 */
public final class NvmlGpu {
    private static final int SM_CLOCK = 1;
    private static final int OWN_SENSOR = 0;
    private static final double THOUSAND = 1000;

    private final GpuId id;
    private final NvmlReads nvml;
    private final FrequentReads frequent;
    private final NvmlSession session;
    private final DeviceCalls calls;

    NvmlGpu(NvmlSession session, GpuId id) {
        this.id = id;
        this.session = session;
        this.nvml = session.reads();
        this.frequent = session.library().frequentReads();
        this.calls = new DeviceCalls(session, id.uuid());
    }

    public GpuId id() {
        return id;
    }

    /** For the writing side, which brings its own functions. */
    DeviceCalls calls() {
        return calls;
    }

    /** Board power: a mean over 1 s on most GPUs from Ampere on; renewed every 100 ms on H100. */
    public Reading<Watts> power() {
        return watts("power", frequent::nvmlDeviceGetPowerUsage);
    }

    /** The SM clock it runs at. */
    public Reading<Megahertz> appliedClock() {
        return read(
                "SM clock",
                (device, clock) -> frequent.nvmlDeviceGetClockInfo(device, SM_CLOCK, clock),
                clock -> new Megahertz(clock.asInt()));
    }

    /** Why it runs at that clock. */
    public Reading<ClockReasons> clockReasons() {
        return read(
                "throttle reasons",
                frequent::nvmlDeviceGetCurrentClocksThrottleReasons,
                bits -> new ClockReasons(bits.asLong()));
    }

    /** Of its own sensor; by the newer call where a driver no longer answers the older and cheaper one. */
    public Reading<Celsius> temperature() {
        Reading<Celsius> reading = read(
                "temperature",
                (device, degrees) -> frequent.nvmlDeviceGetTemperature(device, OWN_SENSOR, degrees),
                degrees -> new Celsius(degrees.asInt()));
        if (reading instanceof Reading.Present<Celsius> || !session.library().has("nvmlDeviceGetTemperatureV")) {
            return reading;
        }
        Temperature value = new Temperature();
        return read(
                "temperature",
                device -> nvml.nvmlDeviceGetTemperatureV(device, value),
                () -> new Celsius(value.temperature));
    }

    /** The least of all limits that bind, also those set out of band. */
    public Reading<Watts> enforcedPowerLimit() {
        return watts("enforced power limit", frequent::nvmlDeviceGetEnforcedPowerLimit);
    }

    public Reading<Watts> powerLimit() {
        return watts("power limit", nvml::nvmlDeviceGetPowerManagementLimit);
    }

    public Reading<Watts> defaultPowerLimit() {
        return watts("default power limit", nvml::nvmlDeviceGetPowerManagementDefaultLimit);
    }

    /** Between which limits an administrator may choose. */
    public Reading<PowerRange> powerLimitRange() {
        IntByReference min = new IntByReference();
        IntByReference max = new IntByReference();
        return read(
                "power limit range",
                device -> nvml.nvmlDeviceGetPowerManagementLimitConstraints(device, min, max),
                () -> new PowerRange(milliwatts(min), milliwatts(max)));
    }

    /** Whether the driver keeps its state, locks included, while nobody uses the GPU. */
    public Reading<Boolean> persistence() {
        return flag("persistence mode", frequent::nvmlDeviceGetPersistenceMode);
    }

    /** Energy since the driver was loaded. Slow, 3 to 18 ms on H100: never on the way to a decision. */
    public Reading<Joules> energy() {
        return read(
                "energy counter",
                nvml::nvmlDeviceGetTotalEnergyConsumption,
                millijoules -> new Joules(millijoules.asLong() / THOUSAND));
    }

    /** The clocks it lists at its highest memory clock. */
    public Reading<ClockTable> clockTable() {
        return new SupportedClocks(nvml, this::status).read(this::absent);
    }

    /** Processes that hold a compute context on it. */
    public Reading<List<GpuProcess>> processes() {
        return new RunningProcesses(nvml, this::status).read(this::absent);
    }

    /** Whether MIG is on, or will be after the next reset. A GPU that does not know MIG has it off. */
    public Reading<Boolean> mig() {
        IntByReference current = new IntByReference();
        IntByReference pending = new IntByReference();
        NvmlStatus status = status(device -> nvml.nvmlDeviceGetMigMode(device, current, pending));
        return switch (status) {
            case SUCCESS -> Reading.of(current.getValue() != 0 || pending.getValue() != 0);
            case NOT_SUPPORTED, FUNCTION_NOT_FOUND -> Reading.of(false);
            default -> absent("MIG mode", status);
        };
    }

    public Reading<Virtualization> virtualization() {
        return read(
                "virtualization mode", nvml::nvmlDeviceGetVirtualizationMode, mode -> Virtualization.of(mode.asInt()));
    }

    /** Whether the driver's work is done by firmware on the GPU, which makes calls slower. */
    public Reading<Boolean> gspFirmware() {
        IntByReference unused = new IntByReference();
        return flag(
                "GSP firmware mode",
                (device, on) -> nvml.nvmlDeviceGetGspFirmwareMode(device, on, unused.getPointer()));
    }

    /** A call with one answer, which it writes into {@code value}. */
    private interface Call {
        int into(Pointer device, Pointer value);
    }

    private Reading<Watts> watts(String what, Call call) {
        return read(what, call, value -> new Watts(value.asInt() / THOUSAND));
    }

    private static Watts milliwatts(IntByReference value) {
        return new Watts(value.getValue() / THOUSAND);
    }

    private Reading<Boolean> flag(String what, Call call) {
        return read(what, call, value -> value.asInt() != 0);
    }

    private <T> Reading<T> read(String what, Call call, Function<Cell, T> value) {
        Cell cell = Cell.own();
        return read(what, device -> call.into(device, cell.memory()), () -> value.apply(cell));
    }

    private <T> Reading<T> read(String what, ToIntFunction<Pointer> call, Supplier<T> value) {
        NvmlStatus status = status(call);
        if (status != NvmlStatus.SUCCESS) {
            return absent(what, status);
        }
        try {
            return Reading.of(value.get());
        } catch (IllegalArgumentException e) {
            return Reading.absent("GPU " + id.index() + ": " + what + ": NVML gives nonsense: " + e.getMessage());
        }
    }

    private NvmlStatus status(ToIntFunction<Pointer> call) {
        return calls.make(call);
    }

    private <T> Reading<T> absent(String what, NvmlStatus status) {
        return Reading.absent("GPU " + id.index() + ": " + what + ": " + status);
    }
}
