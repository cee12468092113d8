package io.gpugovernor.nvml.binding;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every {@code nvmlReturn_t}. The texts are here rather than asked of {@code nvmlErrorString}: an older library calls
 * the statuses of a newer driver "Unknown Error".
 */
public enum NvmlStatus {
    SUCCESS(0, StatusClass.SUCCESS, "Success"),
    UNINITIALIZED(1, StatusClass.REINITIALISE, "Uninitialized"),
    INVALID_ARGUMENT(2, StatusClass.CALLER_BUG, "Invalid argument"),
    NOT_SUPPORTED(3, StatusClass.UNSUPPORTED, "Not supported"),
    NO_PERMISSION(4, StatusClass.NO_PERMISSION, "Insufficient permissions"),
    ALREADY_INITIALIZED(5, StatusClass.CALLER_BUG, "Already initialized"),
    NOT_FOUND(6, StatusClass.CALLER_BUG, "Not found"),
    INSUFFICIENT_SIZE(7, StatusClass.CALLER_BUG, "Insufficient size"),
    INSUFFICIENT_POWER(8, StatusClass.DEVICE_GONE, "Insufficient external power"),
    DRIVER_NOT_LOADED(9, StatusClass.FATAL, "Driver not loaded"),
    TIMEOUT(10, StatusClass.RETRY, "Timeout"),
    IRQ_ISSUE(11, StatusClass.DEVICE_GONE, "Interrupt request issue"),
    LIBRARY_NOT_FOUND(12, StatusClass.FATAL, "Library not found"),
    FUNCTION_NOT_FOUND(13, StatusClass.UNSUPPORTED, "Function not found"),
    CORRUPTED_INFOROM(14, StatusClass.UNSUPPORTED, "Corrupted infoROM"),
    GPU_IS_LOST(15, StatusClass.DEVICE_GONE, "GPU is lost"),
    RESET_REQUIRED(16, StatusClass.DEVICE_GONE, "GPU requires reset"),
    OPERATING_SYSTEM(17, StatusClass.NO_PERMISSION, "Blocked by the operating system"),
    LIB_RM_VERSION_MISMATCH(18, StatusClass.FATAL, "Driver and library versions differ"),
    IN_USE(19, StatusClass.RETRY, "In use by another client"),
    MEMORY(20, StatusClass.RETRY, "Insufficient memory"),
    NO_DATA(21, StatusClass.UNSUPPORTED, "No data"),
    VGPU_ECC_NOT_SUPPORTED(22, StatusClass.UNSUPPORTED, "vGPU ECC not supported"),
    INSUFFICIENT_RESOURCES(23, StatusClass.RETRY, "Insufficient resources"),
    FREQ_NOT_SUPPORTED(24, StatusClass.CALLER_BUG, "Clock not supported"),
    ARGUMENT_VERSION_MISMATCH(25, StatusClass.CALLER_BUG, "Argument version mismatch"),
    DEPRECATED(26, StatusClass.UNSUPPORTED, "Deprecated"),
    NOT_READY(27, StatusClass.RETRY, "Not ready"),
    GPU_NOT_FOUND(28, StatusClass.DEVICE_GONE, "GPU not found"),
    INVALID_STATE(29, StatusClass.RETRY, "Invalid state"),
    RESET_TYPE_NOT_SUPPORTED(30, StatusClass.UNSUPPORTED, "Reset type not supported"),
    UNKNOWN(999, StatusClass.RETRY, "Unknown error");

    private static final Map<Integer, NvmlStatus> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(NvmlStatus::code, Function.identity()));

    private final int code;
    private final StatusClass statusClass;
    private final String text;

    NvmlStatus(int code, StatusClass statusClass, String text) {
        this.code = code;
        this.statusClass = statusClass;
        this.text = text;
    }

    /** The status with this number; {@link #UNKNOWN} for a number that NVML has not documented. */
    public static NvmlStatus of(int code) {
        // Asked some fifty times a tick, and hardly ever about anything else.
        return code == SUCCESS.code ? SUCCESS : BY_CODE.getOrDefault(code, UNKNOWN);
    }

    public int code() {
        return code;
    }

    public StatusClass statusClass() {
        return statusClass;
    }

    /** For instance {@code Insufficient permissions (NVML status 4)}. */
    @Override
    public String toString() {
        return text + " (NVML status " + code + ")";
    }
}
