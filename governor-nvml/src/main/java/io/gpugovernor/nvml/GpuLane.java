package io.gpugovernor.nvml;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import java.time.Duration;
import java.util.function.Function;

/** One GPU and the thread that its calls run on. */
public final class GpuLane implements AutoCloseable {
    private final NvmlGpu gpu;
    private final GpuWorker worker;
    private volatile CallLog log = CallLog.NONE;

    GpuLane(NvmlGpu gpu) {
        this.gpu = gpu;
        this.worker = new GpuWorker("GPU " + gpu.id().index());
    }

    public GpuId id() {
        return gpu.id();
    }

    /** From now on tells {@code listener} of every call that somebody waits for. */
    public void tellCallsTo(CallLog listener) {
        log = listener;
    }

    /** Asks the GPU on its own thread; absent if there is no answer within {@code time}. */
    public <T> Reading<T> ask(Function<NvmlGpu, Reading<T>> question, Duration time) {
        return settled(submit(question, Deadline.in(time)).await());
    }

    /** Whether a call is past its deadline and has not come back. */
    public boolean isStuck() {
        return worker.isStuck();
    }

    <T> Job<T> submit(Function<NvmlGpu, T> work, Deadline deadline) {
        return submit(CallKind.READ, work, deadline);
    }

    <T> Job<T> submit(CallKind kind, Function<NvmlGpu, T> work, Deadline deadline) {
        return worker.submit(() -> work.apply(gpu), deadline, new CallWatch(kind, log, deadline));
    }

    /** The slow counter, on a thread of its own so that no decision waits behind it. */
    EnergyCounter energyCounter() {
        return new EnergyCounter(gpu);
    }

    static <T> Reading<T> settled(Outcome<Reading<T>> outcome) {
        if (outcome instanceof Outcome.Answered<Reading<T>> answered) {
            return answered.value();
        } else if (outcome instanceof Outcome.NotBegun<Reading<T>> notBegun) {
            return Reading.absent(notBegun.reason());
        }
        return Reading.absent(((Outcome.Unfinished<Reading<T>>) outcome).reason());
    }

    @Override
    public void close() {
        worker.close();
    }
}
