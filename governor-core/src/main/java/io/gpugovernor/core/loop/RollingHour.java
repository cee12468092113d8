package io.gpugovernor.core.loop;

import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.units.Moment;
import java.util.Arrays;

/** What was served in the last hour, to the minute: sixty slots, each used again an hour later. */
final class RollingHour {
    private static final long MINUTE = 60_000_000_000L;
    private static final int SLOTS = 60;

    private final Served[] slots = new Served[SLOTS];
    private long newest = Long.MIN_VALUE;

    RollingHour() {
        Arrays.fill(slots, Served.NONE);
    }

    /** Adds what was served until {@code at}; moments that go backwards count in the newest minute. */
    void add(Moment at, Served served) {
        advance(at);
        int slot = slot(newest);
        slots[slot] = slots[slot].plus(served);
    }

    /** The last hour's requests as of {@code now}. */
    Served sum(Moment now) {
        advance(now);
        Served sum = Served.NONE;
        for (Served slot : slots) {
            sum = sum.plus(slot);
        }
        return sum;
    }

    private void advance(Moment at) {
        long minute = Math.floorDiv(at.nanos(), MINUTE);
        if (newest == Long.MIN_VALUE) {
            newest = minute;
        }
        for (long next = Math.max(newest + 1, minute - SLOTS + 1); next <= minute; next++) {
            slots[slot(next)] = Served.NONE;
        }
        newest = Math.max(newest, minute);
    }

    private static int slot(long minute) {
        return Math.floorMod(minute, SLOTS);
    }
}
