package io.gpugovernor.daemon.bundle;

import io.gpugovernor.daemon.text.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The parts of a report, each without secrets and none too large, as a zip file. */
public final class Bundle {
    /** A metrics page of 64 domains, or some thousand lines of a log; more is read by nobody. */
    static final int LARGEST_PART = 1 << 20;

    /** What a mailbox or an issue tracker takes, also where nothing can be packed. */
    static final int LARGEST = 8 << 20;

    /** Less than a screen of text helps nobody. */
    private static final int LEAST_USEFUL = 2 << 10;

    private static final String CUT = "\n... the rest was cut: the part was too large\n";

    /**
     * One file inside.
     *
     * @param what one line for the list of contents
     */
    public record Part(String name, String what, String text) {}

    private final Redaction redaction;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private int size;

    public Bundle(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Adds a part; its secrets are taken out, and what is too much is cut from its end. */
    public void add(String name, String what, String text) {
        String clean = redaction.of(text);
        int room = Math.min(LARGEST_PART, LARGEST - size) - CUT.length();
        byte[] bytes = clean.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > room) {
            if (room < LEAST_USEFUL) {
                missing(name, "the bundle was full");
                return;
            }
            clean = new String(bytes, 0, room, StandardCharsets.UTF_8) + CUT;
        }
        size += clean.getBytes(StandardCharsets.UTF_8).length;
        parts.add(new Part(name, what, clean));
    }

    /** Notes that a part could not be had. */
    public void missing(String name, String why) {
        missing.add(name + ": " + redaction.of(why));
    }

    /** What is inside and what is not, for the reader of the bundle and of the terminal. */
    public List<String> contents() {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            int bytes = part.text().getBytes(StandardCharsets.UTF_8).length;
            lines.add(String.format(Locale.ROOT, "  %-24s %,9d  %s", part.name(), bytes, part.what()));
        }
        missing.forEach(line -> lines.add("  not there: " + line));
        return lines;
    }

    /** @param at the date of everything inside */
    public byte[] zipped(Instant at) {
        String readme = String.join(
                        "\n",
                        "A report of 'gpu-governor doctor --bundle'. Sizes are in bytes.",
                        "",
                        String.join("\n", contents()),
                        "",
                        "Taken out, and shown as " + Redaction.REMOVED
                                + ": tokens, passwords, users in URLs, authorization",
                        "headers, private keys, comments of the policy file, and environment variables of others.",
                        "Look through it before you send it: addresses, domain names and host names are left in.")
                + "\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, new Part("README.txt", "", readme), at);
            for (Part part : parts) {
                write(zip, part, at);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream zip, Part part, Instant at) throws IOException {
        ZipEntry entry = new ZipEntry("gpu-governor-report/" + part.name());
        entry.setTime(at.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(part.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
