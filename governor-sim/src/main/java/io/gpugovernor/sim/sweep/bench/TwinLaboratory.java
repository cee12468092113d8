package io.gpugovernor.sim.sweep.bench;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.Testbed;
import io.gpugovernor.sim.sweep.TestbedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Twins of one model on one kind of GPU: a given profile, and the shipped profiles of the same model on other numbers of
 * GPUs. The maximum batch takes the place of the profile's.
 */
public final class TwinLaboratory implements Laboratory {
    /** Measured on one core of a small server, over the whole of the paper's classes. */
    private static final Duration PER_REQUEST = Duration.ofNanos(15_000);

    private final Map<Setup, HardwareProfile> profiles;

    private TwinLaboratory(Map<Setup, HardwareProfile> profiles) {
        this.profiles = profiles;
    }

    /** Tensor parallelism that {@code profile} can be had in: its own, and those of its shipped relatives. */
    public static List<Integer> parallelisms(HardwareProfile profile) {
        return List.copyOf(relatives(profile).keySet());
    }

    /**
     * @param setups configurations wanted
     * @throws TestbedException if there is no profile for one of them
     */
    public static TwinLaboratory of(HardwareProfile profile, List<Setup> setups) {
        Map<Integer, HardwareProfile> relatives = relatives(profile);
        Map<Setup, HardwareProfile> profiles = new TreeMap<>();
        for (Setup setup : setups) {
            HardwareProfile relative = Optional.ofNullable(relatives.get(setup.tensorParallel()))
                    .orElseThrow(() -> new TestbedException("no profile of " + profile.modelName() + " on "
                            + setup.tensorParallel() + " GPUs; there are " + relatives.keySet()));
            profiles.put(setup, relative.withMaxSequences(setup.maxSequences()));
        }
        return new TwinLaboratory(profiles);
    }

    private static Map<Integer, HardwareProfile> relatives(HardwareProfile profile) {
        Map<Integer, HardwareProfile> relatives = new TreeMap<>();
        HardwareProfiles.SHIPPED.stream()
                .map(HardwareProfiles::load)
                .filter(other -> other.modelName().equals(profile.modelName())
                        && other.gpuModel().equals(profile.gpuModel()))
                .forEach(other -> relatives.put(other.gpus(), other));
        relatives.put(profile.gpus(), profile);
        return relatives;
    }

    @Override
    public List<Setup> setups() {
        return List.copyOf(profiles.keySet());
    }

    @Override
    public Testbed open(Setup setup, long seed) {
        return new TwinTestbed(profile(setup), seed);
    }

    @Override
    public Subject subject(Setup setup) {
        return TwinSubject.of(profile(setup));
    }

    @Override
    public Duration perRequest() {
        return PER_REQUEST;
    }

    @Override
    public int atOnce() {
        return Integer.MAX_VALUE;
    }

    private HardwareProfile profile(Setup setup) {
        HardwareProfile profile = profiles.get(setup);
        if (profile == null) {
            throw new TestbedException("no twin of " + setup + " here");
        }
        return profile;
    }
}
