package io.gpugovernor.daemon.scrape;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sample names worth keeping, found by their bytes. Most lines of a page are not wanted, and none of those should
 * cost a string.
 */
final class WantedNames {
    /** What a family's samples are called: a gauge or counter by its name, a histogram's parts by a suffix. */
    private static final List<String> SUFFIXES = List.of("", "_bucket", "_sum", "_count");

    /** Slots for each name; a table mostly empty answers most misses without a comparison. */
    private static final int SPACE = 4;

    private final @Nullable Entry[] slots;

    WantedNames(Collection<String> families) {
        int names = Math.max(1, families.size() * SUFFIXES.size());
        slots = new Entry[Integer.highestOneBit(names * SPACE)];
        for (String family : families) {
            for (String suffix : SUFFIXES) {
                add(new Entry(family + suffix));
            }
        }
    }

    /** The wanted name that {@code text} holds from {@code from} up to {@code to}; null if that is not wanted. */
    @Nullable
    String find(byte[] text, int from, int to) {
        int hash = hash(text, from, to);
        for (int slot = slot(hash); ; slot = slot(slot + 1)) {
            Entry entry = slots[slot];
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && Arrays.equals(entry.bytes, 0, entry.bytes.length, text, from, to)) {
                return entry.name;
            }
        }
    }

    private void add(Entry added) {
        int slot = slot(added.hash);
        while (slots[slot] != null) {
            slot = slot(slot + 1);
        }
        slots[slot] = added;
    }

    private int slot(int hash) {
        return hash & (slots.length - 1);
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash ^ (hash >>> 16);
    }

    private static final class Entry {
        final String name;
        final byte[] bytes;
        final int hash;

        Entry(String name) {
            this.name = name;
            this.bytes = name.getBytes(StandardCharsets.UTF_8);
            this.hash = WantedNames.hash(bytes, 0, bytes.length);
        }
    }
}
