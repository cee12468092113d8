package io.gpugovernor.daemon.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** By which a changed file is told from the one read before: its times, sizes and identities as text. */
public record FileStamp(String text) {
    /** The stamp of several files together; a missing one has a stamp too. */
    public static FileStamp of(List<Path> files) {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                text.append(now.lastModifiedTime())
                        .append(' ')
                        .append(now.size())
                        .append(' ')
                        .append(now.fileKey());
            } catch (IOException unreadable) {
                text.append("unreadable");
            }
            text.append('\n');
        }
        return new FileStamp(text.toString());
    }
}
