package io.gpugovernor.nvml.binding;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A loaded NVML, for reading. Says which functions it has: drivers differ. */
public final class NvmlLibrary {
    private final String name;
    private final NativeLibrary loaded;
    private final NvmlReads reads;
    private final Map<String, Boolean> functions = new ConcurrentHashMap<>();

    NvmlLibrary(String name, NativeLibrary loaded) {
        this.name = name;
        this.loaded = loaded;
        this.reads = Native.load(name, NvmlReads.class);
    }

    /** The name or path it was loaded by. */
    public String name() {
        return name;
    }

    /** Where it lies; the name again if nobody can tell. */
    public String location() {
        return new File(name).isAbsolute() ? name : LoadedFile.of(name).orElse(name);
    }

    public NvmlReads reads() {
        return reads;
    }

    /** Whether the library exports {@code function}. Looked up once. */
    public boolean has(String function) {
        return functions.computeIfAbsent(function, this::lookUp);
    }

    private boolean lookUp(String function) {
        try {
            loaded.getFunction(function);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
