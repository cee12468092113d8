package io.gpugovernor.nvml.binding;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;

/** What JNA sets up at its first call, whichever library that goes to: a tenth of the daemon's start. */
public final class NativeCalls {
    private NativeCalls() {}

    /** Sets it up now; whoever calls meanwhile waits. No library is opened, and what fails here fails again there. */
    public static void prepare() {
        NativeLibrary.getProcess();
        new Nothing().size();
    }

    /** A structure, so that JNA learns how structures look. */
    @Structure.FieldOrder("field")
    public static final class Nothing extends Structure {
        public int field;
    }
}
