package io.gpugovernor.nvml;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.nvml.binding.NvmlStatus;
import io.gpugovernor.nvml.binding.StatusClass;
import java.util.Optional;

/**
 * The lock that one actuator may hold on one GPU. NVML does not tell whether a lock is set, so this remembers it, and
 * when in doubt takes it as set: a call that has not answered may still take effect.
 */
final class GpuLock {
    private static final String MIG = "MIG is on, and a clock lock would bind every instance";

    private final GpuLane lane;
    private final ClockWriter writer;
    private boolean held;
    private boolean unreleased;
    private boolean forbidden;
    private Optional<Megahertz> setpoint = Optional.empty();

    GpuLock(GpuLane lane, ClockWriter writer) {
        this.lane = lane;
        this.writer = writer;
    }

    GpuId id() {
        return lane.id();
    }

    /** Whether this actuator has set a lock here, or may have. */
    boolean isHeld() {
        return held;
    }

    /** As {@link #isHeld}, but also true of a GPU that was lost before its lock could be reset: it may come back. */
    boolean isUnreleased() {
        return unreleased;
    }

    /** Whether the driver's answer to the last set call was that this process may not. */
    boolean isForbidden() {
        return forbidden;
    }

    boolean isStuck() {
        return lane.isStuck();
    }

    /** What is in force here; empty if the GPU is free, or if nobody can tell. */
    Optional<Megahertz> setpoint() {
        return setpoint;
    }

    /** Takes over a lock that a dead predecessor left. */
    void adopt() {
        held = true;
        unreleased = true;
        setpoint = Optional.empty();
    }

    /** The lock that was set here is another program's now. */
    void disown() {
        held = false;
        unreleased = false;
        setpoint = Optional.empty();
    }

    Job<Reply> set(LockRange range, Deadline deadline) {
        boolean first = !held;
        return lane.submit(
                CallKind.SET, gpu -> first ? setFirst(gpu, range) : Reply.to(writer.set(gpu, range)), deadline);
    }

    Job<Reply> reset(Deadline deadline) {
        return lane.submit(CallKind.RESET, gpu -> Reply.to(writer.reset(gpu)), deadline);
    }

    /** A locked clock is a whole GPU's; with MIG on, it would be its tenants' too. When in doubt, hands off. */
    private Reply setFirst(NvmlGpu gpu, LockRange range) {
        Reading<Boolean> mig = gpu.mig();
        if (mig instanceof Reading.Present<Boolean> known) {
            return known.value() ? Reply.refused(MIG) : Reply.to(writer.set(gpu, range));
        }
        return Reply.refused("nobody can tell whether MIG is on: " + ((Reading.Absent<Boolean>) mig).reason());
    }

    /**
     * How a write ended.
     *
     * @param status NVML's, or what stands for it
     * @param text for an operator
     */
    record Reply(NvmlStatus status, String text) {
        /** The driver was not even asked. */
        static Reply refused(String reason) {
            return new Reply(NvmlStatus.NOT_SUPPORTED, reason);
        }

        static Reply to(NvmlStatus status) {
            return new Reply(status, status.toString());
        }
    }

    /** Books a set call; says why it failed. */
    Optional<String> wasSet(LockRange range, Outcome<Reply> outcome) {
        Optional<String> failure = failure(outcome, "setting " + range);
        forbidden = answered(outcome, NvmlStatus.NO_PERMISSION);
        if (failure.isEmpty()) {
            held = true;
            setpoint = Optional.of(range.max());
        } else if (mayHaveTakenEffect(outcome)) {
            held = true;
            setpoint = Optional.empty();
        }
        unreleased |= held;
        return failure;
    }

    /** Books a reset call; says why it failed. A GPU that is gone has no lock that anyone could reset now. */
    Optional<String> wasReset(Outcome<Reply> outcome) {
        Optional<String> failure = failure(outcome, "resetting its clocks");
        boolean gone = outcome instanceof Outcome.Answered<Reply> answered
                && answered.value().status().statusClass() == StatusClass.DEVICE_GONE;
        setpoint = Optional.empty();
        held = failure.isPresent() && !gone;
        unreleased = failure.isPresent();
        return failure;
    }

    private static boolean answered(Outcome<Reply> outcome, NvmlStatus status) {
        return outcome instanceof Outcome.Answered<Reply> answered
                && answered.value().status() == status;
    }

    private static boolean mayHaveTakenEffect(Outcome<Reply> outcome) {
        if (outcome instanceof Outcome.Answered<Reply> answered) {
            return !answered.value().status().statusClass().leftTheClockAlone();
        }
        return outcome instanceof Outcome.Unfinished<Reply>;
    }

    private Optional<String> failure(Outcome<Reply> outcome, String doing) {
        String where = "GPU " + id().index() + " (" + id().uuid() + "): " + doing + ": ";
        if (outcome instanceof Outcome.Answered<Reply> answered) {
            Reply reply = answered.value();
            return reply.status() == NvmlStatus.SUCCESS ? Optional.empty() : Optional.of(where + reply.text());
        } else if (outcome instanceof Outcome.NotBegun<Reply> notBegun) {
            return Optional.of(where + notBegun.reason());
        }
        return Optional.of(where + ((Outcome.Unfinished<Reply>) outcome).reason());
    }
}
