package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.units.Megahertz;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a lease: a header that says how many lines follow, then one line a GPU. Pure ASCII; what else a name may
 * hold is percent-encoded.
 */
final class LeaseText {
    static final String MAGIC = "gpu-governor-lease";
    static final int VERSION = 1;

    private static final Pattern HEADER = Pattern.compile(MAGIC + " 1 pid=(\\d{1,10}) since=(\\S+) gpus=(\\d{1,6})");
    private static final Pattern GRANTED = Pattern.compile("gpu (\\S+) pci=(\\S*) index=(\\d{1,6}) lowest=(\\d{1,6})"
            + " highest=(\\d{1,6}) since=(\\S+) model=(\\S*)");
    private static final Pattern SALVAGED = Pattern.compile("gpu (\\S+) salvaged");

    /** @param gpus how many lines follow */
    record Header(Owner owner, int gpus) {}

    private LeaseText() {}

    static byte[] of(Owner owner, LeaseContents contents) {
        StringBuilder text = new StringBuilder(256);
        int gpus = contents.entries().size();
        text.append(LeaseLine.sealed(
                MAGIC + " " + VERSION + " pid=" + owner.pid() + " since=" + owner.since() + " gpus=" + gpus));
        contents.entries().forEach(entry -> text.append(LeaseLine.sealed(line(entry))));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(LeaseEntry entry) {
        if (entry instanceof LeaseEntry.Granted granted) {
            GpuId gpu = granted.gpu();
            return "gpu " + encoded(gpu.uuid()) + " pci=" + encoded(gpu.pciBusId()) + " index=" + gpu.index()
                    + " lowest=" + granted.lowest().value()
                    + " highest=" + granted.highest().value() + " since=" + granted.since() + " model="
                    + encoded(gpu.model());
        }
        return "gpu " + encoded(entry.address()) + " salvaged";
    }

    /** The header in an opened line; empty if it is none of this version. */
    static Optional<Header> header(String line) {
        Matcher found = HEADER.matcher(line);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            Owner owner = new Owner(Long.parseLong(found.group(1)), Instant.parse(found.group(2)));
            return Optional.of(new Header(owner, Integer.parseInt(found.group(3))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The entry in an opened line; empty if it is none. */
    static Optional<LeaseEntry> entry(String line) {
        try {
            Matcher salvaged = SALVAGED.matcher(line);
            if (salvaged.matches()) {
                return Optional.of(new LeaseEntry.Salvaged(decoded(salvaged.group(1))));
            }
            Matcher granted = GRANTED.matcher(line);
            return granted.matches() ? Optional.of(granted(granted)) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LeaseEntry granted(Matcher found) {
        GpuId gpu = new GpuId(
                Integer.parseInt(found.group(3)),
                decoded(found.group(1)),
                decoded(found.group(2)),
                decoded(found.group(7)));
        return new LeaseEntry.Granted(gpu, clock(found.group(4)), clock(found.group(5)), Instant.parse(found.group(6)));
    }

    private static Megahertz clock(String text) {
        return new Megahertz(Integer.parseInt(text));
    }

    private static String encoded(String text) {
        // A PCI bus id keeps its colons: people and scripts search for it, and so does the salvage of a damaged line.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
