package io.gpugovernor.daemon.config;

/** The inference engines whose metrics the daemon can read. */
public enum EngineType {
    VLLM
}
