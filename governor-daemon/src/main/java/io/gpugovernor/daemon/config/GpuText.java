package io.gpugovernor.daemon.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One GPU as operators name it: NVML index, UUID, or PCI bus id. */
final class GpuText {
    /** More than any node holds; a larger number is a slip, such as a PCI id without its colons. */
    static final int HIGHEST_INDEX = 255;

    private static final Pattern UUID =
            Pattern.compile("GPU-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern PCI_BUS_ID =
            Pattern.compile("(?:([0-9A-Fa-f]{4}|[0-9A-Fa-f]{8}):)?([0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\\.[0-7])");
    private static final String REMEDY =
            "write an index (0), a UUID (GPU-...) or a PCI bus id (00000000:3B:00.0), as nvidia-smi shows them";

    private GpuText() {}

    /** @throws BadValueException if {@code text} names no GPU in any of the three ways */
    static GpuSelector parse(String text) throws BadValueException {
        String name = text.strip();
        if (WholeNumberText.isOne(name)) {
            return new GpuSelector.ByIndex(
                    WholeNumberText.within(0, HIGHEST_INDEX).parse(name));
        }
        if (UUID.matcher(name).matches()) {
            return new GpuSelector.ByUuid("GPU-" + name.substring(4).toLowerCase(Locale.ROOT));
        }
        if (name.startsWith("MIG-")) {
            throw new BadValueException(
                    Quoted.of(text) + " is a MIG instance, which has no clock of its own", "name a whole GPU");
        }
        Matcher pci = PCI_BUS_ID.matcher(name);
        if (!pci.matches()) {
            throw new BadValueException(Quoted.of(text) + " names no GPU", REMEDY);
        }
        String domain = pci.group(1) == null ? "" : pci.group(1);
        String address = "0".repeat(8 - domain.length()) + domain + ":" + pci.group(2);
        return new GpuSelector.ByPciBusId(address.toUpperCase(Locale.ROOT));
    }
}
