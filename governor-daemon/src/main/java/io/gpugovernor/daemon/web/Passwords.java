package io.gpugovernor.daemon.web;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.gpugovernor.daemon.config.PasswordHash;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks users and passwords. A password that was right is known again by a keyed digest, one for each user, so that
 * bcrypt is computed once and not at every scrape. For a user who does not exist as much is computed as for one who does,
 * so that the time tells nobody which names there are.
 */
final class Passwords {
    /** bcrypt looks at 72 bytes; what is longer than this is no password but a burden. */
    private static final int LONGEST_BYTES = 1024;

    private static final String DIGEST = "HmacSHA256";

    private final Map<String, PasswordHash> users;
    private final Optional<PasswordHash> decoy;
    private final HashTurns turns;
    private final Optional<SecretKeySpec> secret;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    Passwords(Map<String, PasswordHash> users, HashTurns turns) {
        this.users = Map.copyOf(users);
        this.decoy = users.values().stream().max(Comparator.comparingInt(PasswordHash::cost));
        this.turns = turns;
        this.secret = users.isEmpty() ? Optional.empty() : Optional.of(secret());
    }

    /** Only where there are users: good random numbers take a while at the daemon's start. */
    private static SecretKeySpec secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new SecretKeySpec(random, DIGEST);
    }

    /** @param from who asks; a place in the line of those who wait is given by it */
    Verdict check(String user, byte[] password, InetAddress from) {
        if (users.isEmpty() || password.length > LONGEST_BYTES) {
            return Verdict.WRONG;
        }
        byte[] digest = digest(password);
        return isKnown(user, digest) ? Verdict.RIGHT : turns.take(from, () -> compute(user, password, digest));
    }

    private Verdict compute(String user, byte[] password, byte[] digest) {
        if (isKnown(user, digest)) {
            return Verdict.RIGHT; // another request, in the line before this one
        }
        @Nullable PasswordHash own = users.get(user);
        Optional<PasswordHash> hash = Optional.ofNullable(own).or(() -> decoy);
        boolean right = hash.isPresent() && fits(password, hash.get()) && own != null;
        if (right) {
            known.put(user, digest);
        }
        return right ? Verdict.RIGHT : Verdict.WRONG;
    }

    private boolean isKnown(String user, byte[] digest) {
        byte[] right = known.get(user);
        return right != null && MessageDigest.isEqual(right, digest);
    }

    /** As htpasswd and Go do it: what is beyond bcrypt's 72 bytes does not count. */
    private static boolean fits(byte[] password, PasswordHash hash) {
        BCrypt.Version version = BCrypt.Version.VERSION_2A; // 2b and 2y only tell which bugs the author did not have
        return BCrypt.verifyer(version, LongPasswordStrategies.truncate(version))
                .verify(password, hash.text().getBytes(StandardCharsets.US_ASCII))
                .verified;
    }

    private byte[] digest(byte[] password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(secret.orElseThrow());
            return mac.doFinal(password);
        } catch (GeneralSecurityException without) {
            throw new IllegalStateException("every Java platform has " + DIGEST, without);
        }
    }
}
