package io.gpugovernor.core.model;

/**
 * Identity of one GPU. The UUID and the PCI bus id survive a driver restart; the index may not.
 *
 * @param index position in NVML's enumeration, from 0
 * @param uuid NVML's UUID, {@code GPU-...}
 * @param pciBusId PCI address, {@code 00000000:3B:00.0}
 * @param model product name, as NVML gives it
 */
public record GpuId(int index, String uuid, String pciBusId, String model) {}
