package io.gpugovernor.nvml.binding;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A loaded NVML, for reading. Says which functions it has: drivers differ. */
public final class NvmlLibrary {
    private static final String OLDER_REASONS = "nvmlDeviceGetCurrentClocksThrottleReasons";
    private static final String NEWER_REASONS = "nvmlDeviceGetCurrentClocksEventReasons";

    private final String name;
    private final NativeLibrary loaded;
    private final NvmlReads reads;
    private final FrequentReads frequentReads;
    private final Map<String, Boolean> functions = new ConcurrentHashMap<>();

    NvmlLibrary(String name, NativeLibrary loaded) {
        this.name = name;
        this.loaded = loaded;
        Map<String, Object> names = Map.of(
                Library.OPTION_FUNCTION_MAPPER, (FunctionMapper) (library, method) -> exported(method.getName()));
        this.reads = Native.load(name, NvmlReads.class, names);
        this.frequentReads =
                DirectReads.of(NativeLibrary.getInstance(name, names)).orElse(reads);
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

    /** The same functions as those of {@link #reads}, by a shorter way. */
    public FrequentReads frequentReads() {
        return frequentReads;
    }

    /** Whether the library exports {@code function}. Looked up once. */
    public boolean has(String function) {
        return functions.computeIfAbsent(function, this::lookUp);
    }

    private String exported(String function) {
        return function.equals(OLDER_REASONS) && has(NEWER_REASONS) ? NEWER_REASONS : function;
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
