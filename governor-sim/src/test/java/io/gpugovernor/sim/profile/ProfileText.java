package io.gpugovernor.sim.profile;

/** A small valid profile, to be spoilt line by line. */
final class ProfileText {
    static final String VALID = """
            name: paper
            description: made up for tests
            gpu:
              model: Paper 1000
              count: 2
              lowestClock: 500
              highestClock: 1000
              clockStep: 50
              powerLimit: 400
            engine:
              model: paper/model
              stepTokens: 2048
              maxSequences: 64
              kvTokens: 100000
              frontendMs: 5
            step:
              hostMs: 2
              communicationMs: 0.5
              communicationPerTokenUs: 3
              perTokenUs: 20
              perTokenPairNs: 0.5
              weightsMs: 10
              perContextTokenNs: 40
              memoryKnee: 0.75
              memoryBend: 4
              overlap: 2
              jitter: 0.03
            power:
              idle: {500: 50, 1000: 100}
              computeFloor: 10
              computeSwing: 200
              memoryFloor: 20
              memorySwing: 80
              voltageKnee: 0.5
              voltageRise: 1.25
            """;

    private ProfileText() {}

    /** The valid profile with {@code part} replaced. */
    static String with(String part, String replacement) {
        if (!VALID.contains(part)) {
            throw new IllegalArgumentException("the valid profile has no part '" + part + "'");
        }
        return VALID.replace(part, replacement);
    }
}
