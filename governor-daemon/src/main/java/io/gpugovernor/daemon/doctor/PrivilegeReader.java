package io.gpugovernor.daemon.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what this process may do from {@code /proc/self}; see capabilities(7) and user_namespaces(7). */
final class PrivilegeReader {
    private static final int CAP_SYS_ADMIN = 21;
    private static final int HEXADECIMAL = 16;

    /** Real, effective, saved and file-system user id. */
    private static final Pattern USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d{1,10})\\b");

    private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s+(\\p{XDigit}{1,16})$");

    /** Only the initial namespace maps every user id to itself. */
    private static final Pattern EVERYONE = Pattern.compile("\\s*0\\s+0\\s+4294967295\\s*");

    private PrivilegeReader() {}

    static Privilege ofThisProcess() {
        return in(Path.of("/proc/self"));
    }

    static Privilege in(Path process) {
        try {
            String map = text(process.resolve("uid_map")).orElse("");
            return parse(Files.readString(process.resolve("status")), map);
        } catch (IOException unreadable) {
            return new Privilege.Unknown(process.resolve("status") + " cannot be read");
        }
    }

    /** @param userMap the text of {@code uid_map}; empty where the kernel knows no user namespaces */
    static Privilege parse(String status, String userMap) {
        Matcher user = USER.matcher(status);
        Matcher capabilities = EFFECTIVE.matcher(status);
        if (!user.find() || !capabilities.find()) {
            return new Privilege.Unknown("/proc/self/status has no line Uid or CapEff");
        }
        long effective = Long.parseUnsignedLong(capabilities.group(1), HEXADECIMAL);
        return new Privilege.Known(
                Long.parseLong(user.group(1)),
                (effective >> CAP_SYS_ADMIN & 1) != 0,
                userMap.isBlank() || EVERYONE.matcher(userMap).matches());
    }

    private static Optional<String> text(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }
}
