package io.gpugovernor.nvml.binding;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Eight bytes of native memory into which NVML writes one answer, one cell a thread. Allocating them for every call costs
 * more than the call. A thread makes one call at a time, and one whose call hangs makes no other: an answer that comes
 * late finds nobody else's memory.
 */
public final class Cell {
    private static final int SIZE = 8;
    private static final ThreadLocal<Cell> OWN = ThreadLocal.withInitial(Cell::new);

    private final Memory memory = new Memory(SIZE);
    private final ByteBuffer view = memory.getByteBuffer(0, SIZE).order(ByteOrder.nativeOrder());

    private Cell() {}

    /** The calling thread's cell, zeroed. Good until the thread's next call. */
    public static Cell own() {
        Cell cell = OWN.get();
        cell.view.putLong(0, 0);
        return cell;
    }

    /** Where NVML writes. */
    public Pointer memory() {
        return memory;
    }

    /** What a function wrote that writes 4 bytes. */
    public int asInt() {
        return view.getInt(0);
    }

    /** What a function wrote that writes 8 bytes. */
    public long asLong() {
        return view.getLong(0);
    }
}
