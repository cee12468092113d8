package io.gpugovernor.daemon.config;

import java.util.List;
import java.util.Optional;

/** Whether clients prove themselves with a certificate. */
public enum ClientAuth {
    /** They are not asked. */
    NONE(false, false, "NoClientCert"),
    /** They are asked, and whatever they show is believed, or nothing. */
    REQUESTED(false, false, "RequestClientCert"),
    /** They must show one, and whatever it is, it is believed. */
    ANY(true, false, "RequireAnyClientCert", "RequireClientCert"),
    /** What they show must be vouched for; they may show nothing. */
    VERIFIED_IF_GIVEN(false, true, "VerifyClientCertIfGiven"),
    /** They must show one that is vouched for. */
    VERIFIED(true, true, "RequireAndVerifyClientCert");

    private final boolean required;
    private final boolean verified;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> words;

    ClientAuth(boolean required, boolean verified, String... words) {
        this.required = required;
        this.verified = verified;
        this.words = List.of(words);
    }

    public boolean isRequired() {
        return required;
    }

    /** Whether a certificate that is shown proves anything. */
    public boolean isVerified() {
        return verified;
    }

    /** How the file names it. */
    public String word() {
        return words.get(0);
    }

    static Optional<ClientAuth> of(String word) {
        return List.of(values()).stream()
                .filter(one -> one.words.contains(word))
                .findFirst();
    }

    static List<String> allWords() {
        return List.of(values()).stream().flatMap(one -> one.words.stream()).toList();
    }
}
