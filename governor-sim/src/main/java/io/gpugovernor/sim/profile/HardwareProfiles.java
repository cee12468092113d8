package io.gpugovernor.sim.profile;

import io.gpugovernor.sim.gpu.HardwareProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hardware profiles that ship with the twin, and those that users write. */
public final class HardwareProfiles {
    /** Names that {@code --hardware} takes without a file. */
    public static final List<String> SHIPPED = List.of(
            "h100-llama-70b-tp8", "h100-llama-70b-tp4", "h100-llama-70b-tp2", "h100-llama-8b", "a800-qwen-32b-tp2");

    private static final Map<String, HardwareProfile> READ = new ConcurrentHashMap<>();

    private HardwareProfiles() {}

    /**
     * A shipped profile by name, the same one each time, or a profile from a YAML file.
     *
     * @throws ProfileException if there is neither, or the file is no usable profile
     */
    public static HardwareProfile load(String nameOrFile) {
        if (SHIPPED.contains(nameOrFile)) {
            return READ.computeIfAbsent(nameOrFile, HardwareProfiles::shipped);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new ProfileException(
                    nameOrFile,
                    List.of("no such hardware profile or file; the shipped profiles are "
                            + String.join(", ", SHIPPED)));
        }
        try {
            if (Files.size(file) > ProfileReader.LARGEST_PROFILE) {
                throw new ProfileException(
                        nameOrFile, List.of("too large for a hardware profile, which takes at most 64 KiB"));
            }
            return ProfileReader.read(nameOrFile, Files.readString(file));
        } catch (IOException unreadable) {
            throw new ProfileException(nameOrFile, List.of("cannot be read as UTF-8 text: " + unreadable.getMessage()));
        }
    }

    private static HardwareProfile shipped(String name) {
        String resource = name + ".yaml";
        try (InputStream in = HardwareProfiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the shipped profile " + resource + " is missing from the jar");
            }
            return ProfileReader.read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("the shipped profile " + resource + " cannot be read", unreadable);
        }
    }
}
