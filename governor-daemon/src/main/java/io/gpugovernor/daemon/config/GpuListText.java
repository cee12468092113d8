package io.gpugovernor.daemon.config;

import java.util.ArrayList;
import java.util.List;

/** GPUs as a command line names them: {@code 0,1} or UUIDs or PCI bus ids, with commas between. */
public final class GpuListText {
    private GpuListText() {}

    /** @throws IllegalArgumentException in one line with the remedy, if one names no GPU or is named twice */
    public static GpuSelection.Listed parse(String text) {
        List<GpuSelector> gpus = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            try {
                GpuSelector gpu = GpuText.parse(name);
                if (gpus.contains(gpu)) {
                    throw new IllegalArgumentException("GPU " + gpu + " is named twice");
                }
                gpus.add(gpu);
            } catch (BadValueException wrong) {
                throw new IllegalArgumentException(wrong.getMessage() + ": " + wrong.remedy(), wrong);
            }
        }
        return new GpuSelection.Listed(gpus);
    }
}
