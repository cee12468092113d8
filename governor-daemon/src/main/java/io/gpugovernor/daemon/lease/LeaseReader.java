package io.gpugovernor.daemon.lease;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a lease, whatever became of it. Bytes go in, and never an exception comes out. */
final class LeaseReader {
    /** Defects named one by one; a file of garbage is not worth a page of them. */
    private static final int DEFECTS_NAMED = 5;

    private final Map<String, LeaseEntry> entries = new LinkedHashMap<>();
    private final List<String> defects = new ArrayList<>();
    private Optional<LeaseText.Header> header = Optional.empty();
    private int wholeLines;

    private LeaseReader() {}

    static LeaseReading read(byte[] bytes) {
        LeaseReader reader = new LeaseReader();
        if (bytes.length == 0) {
            reader.defects.add("it is empty");
        } else {
            reader.readLines(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return reader.result();
    }

    private void readLines(String text) {
        int start = 0;
        for (int number = 1; start < text.length(); number++) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            if (number == 1) {
                readHeader(line);
            } else {
                readEntry(number, line, end < 0);
            }
            start = end < 0 ? text.length() : end + 1;
        }
        if (!text.endsWith("\n")) {
            defects.add("its last line does not end");
        }
        header.filter(said -> said.gpus() != wholeLines)
                .ifPresent(said -> defects.add("it says GPUs: " + said.gpus() + ", but whole entries: " + wholeLines));
    }

    private void readHeader(String line) {
        header = LeaseLine.opened(line).flatMap(LeaseText::header);
        if (header.isPresent()) {
            return;
        }
        String ours = LeaseText.MAGIC + " ";
        if (!line.startsWith(ours)) {
            defects.add("it does not begin as a lease does");
        } else if (!line.startsWith(ours + LeaseText.VERSION + " ")
                && LeaseLine.opened(line).isPresent()) {
            String version = line.substring(ours.length()).split(" ", 2)[0];
            defects.add("it has version " + version + ", and this program reads version " + LeaseText.VERSION);
        } else {
            defects.add("line 1 is damaged");
        }
        keep(Salvage.everything(line));
    }

    private void readEntry(int number, String line, boolean last) {
        Optional<LeaseEntry> whole = LeaseLine.opened(line).flatMap(LeaseText::entry);
        if (whole.isPresent()) {
            wholeLines++;
            entries.put(whole.get().address(), whole.get());
            return;
        }
        defects.add("line " + number + " is " + (last ? "cut off" : "damaged"));
        keep(last ? Salvage.ofCutLine(line) : Salvage.everything(line));
    }

    private void keep(List<LeaseEntry.Salvaged> found) {
        found.forEach(entry -> entries.putIfAbsent(entry.address(), entry));
    }

    private LeaseReading result() {
        List<String> named = defects;
        if (defects.size() > DEFECTS_NAMED) {
            named = new ArrayList<>(defects.subList(0, DEFECTS_NAMED));
            named.add("and " + (defects.size() - DEFECTS_NAMED) + " more");
        }
        return new LeaseReading(
                header.map(LeaseText.Header::owner), new LeaseContents(List.copyOf(entries.values())), named);
    }
}
