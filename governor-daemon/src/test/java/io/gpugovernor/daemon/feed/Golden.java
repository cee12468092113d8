package io.gpugovernor.daemon.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The datagrams that the sender's own tests are held against. */
final class Golden {
    private static final Path FOLDER = Path.of("..", "deploy", "vllm-feed", "golden");

    private Golden() {}

    static ByteBuffer read(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (String line : Files.readAllLines(FOLDER.resolve(name + ".hex"), StandardCharsets.US_ASCII)) {
                for (String octet : line.split("#", 2)[0].strip().split(" ", -1)) {
                    if (!octet.isEmpty()) {
                        bytes.write(Integer.parseInt(octet, 16));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
