package io.gpugovernor.daemon.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings that are a keyword or a value: {@code auto}, {@code off}, or something the operator names. */
final class SettingText {
    static final String AUTO = "auto";

    /** Names become metric labels, command line arguments and file names. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** What useradd accepts on any distribution. */
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,30}[$]?");

    private SettingText() {}

    /** Reads {@code auto} as empty, and anything else with {@code parser}. */
    static <T> ValueParser<Optional<T>> autoOr(ValueParser<T> parser) {
        return text -> text.strip().equals(AUTO) ? Optional.empty() : Optional.of(parser.parse(text));
    }

    /** Reads the feed; {@code off} may arrive as {@code false} from a tool that applied YAML 1.1's booleans. */
    static FeedSetting feed(String text) throws BadValueException {
        return switch (text.strip()) {
            case AUTO -> new FeedSetting.Auto();
            case "off", "false" -> new FeedSetting.Off();
            default -> feedAddress(text);
        };
    }

    private static FeedSetting feedAddress(String text) throws BadValueException {
        try {
            HostPort address = AddressText.hostPort(text);
            if (!address.isLoopback()) {
                throw new BadValueException(Quoted.of(text) + " is not a loopback address", "");
            }
            return new FeedSetting.At(address);
        } catch (BadValueException notAnAddress) {
            throw new BadValueException(
                    notAnAddress.getMessage(),
                    "write auto, off, or an address of this node for the feed to be received on, such as 127.0.0.1:9466");
        }
    }

    /** @throws BadValueException unless {@code text} is 1 to 63 letters, digits, dots, dashes and underscores */
    static String name(String text) throws BadValueException {
        if (!NAME.matcher(text.strip()).matches()) {
            throw new BadValueException(
                    Quoted.of(text) + " is not a name",
                    "use 1 to 63 letters, digits, dots, dashes or underscores, beginning with a letter or digit");
        }
        return text.strip();
    }

    /** @throws BadValueException unless {@code text} could be the name of a user or group of the system */
    static String account(String text) throws BadValueException {
        if (!ACCOUNT.matcher(text.strip()).matches()) {
            throw new BadValueException(
                    Quoted.of(text) + " is not the name of a group", "write one that 'getent group' lists");
        }
        return text.strip();
    }

    /** Reads a profile's name, or its file where it holds a slash or ends in .yaml or .yml, relative to {@code base}. */
    static ValueParser<ProfileSource> profile(Path base) {
        return text -> {
            String word = text.strip();
            if (word.equals(AUTO)) {
                return new ProfileSource.Auto();
            }
            Optional<Path> file = file(base, word);
            return file.isPresent() ? new ProfileSource.InFile(file.get()) : new ProfileSource.Named(name(word));
        };
    }

    /** The file that {@code word} names, which holds a slash or ends in .yaml or .yml; empty for any other word. */
    static Optional<Path> file(Path base, String word) throws BadValueException {
        boolean file = word.contains("/") || word.endsWith(".yaml") || word.endsWith(".yml");
        return file ? Optional.of(base.resolve(path(word)).normalize()) : Optional.empty();
    }

    /** @throws BadValueException unless the path is absolute: a privileged process must not search for its library */
    static Path library(String text) throws BadValueException {
        Path path = path(text.strip());
        if (!path.isAbsolute()) {
            throw new BadValueException(
                    Quoted.of(text) + " is not an absolute path",
                    "write auto, or a full path such as /usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1");
        }
        return path;
    }

    /** @throws BadValueException unless the path is absolute: a service runs in a directory that nobody chose */
    static Path directory(String text) throws BadValueException {
        Path path = path(text.strip());
        if (!path.isAbsolute()) {
            throw new BadValueException(
                    Quoted.of(text) + " is not an absolute path",
                    "write auto, or a full path such as /var/lib/gpu-governor");
        }
        return path.normalize();
    }

    /** Reads a file's path, relative to {@code base}. */
    static ValueParser<Path> file(Path base) {
        return text -> base.resolve(path(text.strip())).normalize();
    }

    /** Reads {@code auto} as true and {@code off}, also in YAML 1.1's spelling, as false. */
    static boolean autoOrOff(String text) throws BadValueException {
        return switch (text.strip()) {
            case AUTO -> true;
            case "off", "false" -> false;
            default -> throw new BadValueException(Quoted.of(text) + " is not a choice here", "write auto or off");
        };
    }

    private static Path path(String text) throws BadValueException {
        try {
            return Path.of(text);
        } catch (InvalidPathException unusable) {
            throw new BadValueException(Quoted.of(text) + " is not a path", "remove " + unusable.getReason());
        }
    }
}
