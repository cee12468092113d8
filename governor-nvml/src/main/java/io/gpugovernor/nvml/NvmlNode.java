package io.gpugovernor.nvml;

import io.gpugovernor.nvml.binding.LibraryResult;
import io.gpugovernor.nvml.binding.LibrarySearch;
import io.gpugovernor.nvml.binding.NvmlLibrary;
import io.gpugovernor.nvml.binding.NvmlStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The GPUs of this node, each on a lane of its own, and the session that keeps them open. Reads only. */
public final class NvmlNode implements AutoCloseable {
    private final NvmlSession session;
    private final List<GpuLane> gpus;
    private final List<String> unreadable;

    private NvmlNode(NvmlSession session, NvmlSession.Enumeration found) {
        this.session = session;
        this.gpus = found.gpus().stream().map(GpuLane::new).toList();
        this.unreadable = found.unreadable();
    }

    /**
     * Finds NVML, starts it and asks which GPUs there are.
     *
     * @param libraryPath the operator's library, or empty for the usual places
     * @param time how long the driver may take; a cold one without persistence needs seconds
     * @throws NvmlException if there is no library or no driver, or the driver does not answer in time
     */
    public static NvmlNode open(Optional<String> libraryPath, Duration time) throws NvmlException {
        LibraryResult found = LibrarySearch.find(libraryPath);
        if (found instanceof LibraryResult.NotFound nothing) {
            throw new NvmlException(nothing.describe(), NvmlStatus.LIBRARY_NOT_FOUND);
        }
        return open(((LibraryResult.Found) found).library(), time);
    }

    /** As {@link #open(Optional, Duration)}, with a library that was found before. */
    public static NvmlNode open(NvmlLibrary library, Duration time) throws NvmlException {
        GpuWorker worker = new GpuWorker("NVML");
        Outcome<Start> outcome =
                worker.submit(() -> start(library), Deadline.in(time)).await();
        worker.close();
        if (outcome instanceof Outcome.Answered<Start> answered) {
            return answered.value().node();
        }
        throw new NvmlException("the driver did not answer within " + time.toMillis() + " ms", NvmlStatus.TIMEOUT);
    }

    /** A started node, or why it did not start: exceptions do not cross threads. */
    private interface Start {
        NvmlNode node() throws NvmlException;
    }

    private static Start start(NvmlLibrary library) {
        try {
            NvmlSession session = NvmlSession.open(library);
            NvmlNode node = new NvmlNode(session, session.gpus());
            return () -> node;
        } catch (NvmlException e) {
            return () -> {
                throw e;
            };
        }
    }

    public NvmlSession session() {
        return session;
    }

    /** In NVML's order. */
    public List<GpuLane> gpus() {
        return gpus;
    }

    /** One line for each GPU that could not be identified. */
    public List<String> unreadable() {
        return unreadable;
    }

    /** Ends the threads and this user's part in the session. Locks stay as they are: releasing is the actuator's. */
    @Override
    public void close() {
        gpus.forEach(GpuLane::close);
        session.close();
    }
}
