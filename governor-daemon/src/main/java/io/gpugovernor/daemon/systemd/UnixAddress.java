package io.gpugovernor.daemon.systemd;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The address of a Unix socket as the kernel takes it, {@code struct sockaddr_un}: a short for the family, then the
 * path with a closing zero, or, for an abstract name, a zero with the name. Source: unix(7).
 *
 * @param memory the structure
 * @param length how many of its bytes count
 */
record UnixAddress(Memory memory, int length) {
    private static final int FAMILY = 2;
    private static final int LONGEST_PATH = 108;

    /** @param text an absolute path, or an abstract name after {@code @}; empty for anything else, or if too long */
    static Optional<UnixAddress> of(String text) {
        byte[] path = text.getBytes(StandardCharsets.UTF_8);
        boolean inAbstract = text.startsWith("@");
        boolean known = inAbstract ? path.length > 1 : text.startsWith("/");
        if (!known || path.length + (inAbstract ? 0 : 1) > LONGEST_PATH) {
            return Optional.empty();
        }
        if (inAbstract) {
            path[0] = 0;
        }
        Memory memory = new Memory(FAMILY + LONGEST_PATH + 1);
        memory.clear();
        memory.setShort(0, (short) LibC.AF_UNIX);
        memory.write(FAMILY, path, 0, path.length);
        // The length of an abstract name says where it ends; a path ends with its zero.
        return Optional.of(new UnixAddress(memory, FAMILY + path.length + (inAbstract ? 0 : 1)));
    }
}
