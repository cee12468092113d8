package io.gpugovernor.daemon.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What can be seen of a file without opening it, behind all links: cheap, and different after nearly every change.
 *
 * @param identity device and inode; empty if there is no such file
 * @param modified when it was last written
 * @param size bytes
 */
record Glance(String identity, FileTime modified, long size) {
    /** Where there is no file. */
    static final Glance NOTHING = new Glance("", FileTime.fromMillis(0), 0);

    static Glance at(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return new Glance(String.valueOf(seen.fileKey()), seen.lastModifiedTime(), seen.size());
        } catch (IOException missing) {
            return NOTHING;
        }
    }
}
