package io.gpugovernor.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.gpugovernor.daemon.config.PasswordHash;
import io.gpugovernor.daemon.time.SystemTime;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PasswordsTest {
    private static final InetAddress FROM = InetAddress.getLoopbackAddress();
    private static final String COST_TEN = hash(10, "password");

    private final SystemTime time = new SystemTime();

    @Test
    void knowsTheRightPasswordOfEachUserAndNoOther() {
        Passwords passwords = passwords(Map.of("alice", hash(4, "one"), "bob", hash(4, "two")));

        assertThat(check(passwords, "alice", "one")).isEqualTo(Verdict.RIGHT);
        assertThat(check(passwords, "bob", "two")).isEqualTo(Verdict.RIGHT);
        assertThat(check(passwords, "alice", "two")).isEqualTo(Verdict.WRONG);
        assertThat(check(passwords, "bob", "")).isEqualTo(Verdict.WRONG);
        assertThat(check(passwords, "carol", "one")).isEqualTo(Verdict.WRONG);
        assertThat(check(passwords(Map.of()), "alice", "one")).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "2b", "2y"})
    void readsTheHashesOfEveryTool(String version) {
        String hash = "$" + version + hash(4, "pässword").substring(3);

        assertThat(check(passwords(Map.of("alice", hash)), "alice", "pässword")).isEqualTo(Verdict.RIGHT);
        assertThat(check(passwords(Map.of("alice", hash)), "alice", "password")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void looksAtTheFirstSeventyTwoBytesAsHtpasswdDoes() {
        String long_ = "x".repeat(72);
        Passwords passwords = passwords(Map.of("alice", hash(4, long_)));

        assertThat(check(passwords, "alice", long_ + "anything")).isEqualTo(Verdict.RIGHT);
        assertThat(check(passwords, "alice", "x".repeat(71))).isEqualTo(Verdict.WRONG);
        assertThat(check(passwords, "alice", "x".repeat(5000))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void computesTheHashOfARightPasswordOnce() {
        Passwords passwords = passwords(Map.of("alice", hash(12, "one")));
        double first = seconds(() -> check(passwords, "alice", "one"));
        double thousand = seconds(() -> {
            for (int i = 0; i < 1000; i++) {
                assertThat(check(passwords, "alice", "one")).isEqualTo(Verdict.RIGHT);
            }
        });

        assertThat(thousand / 1000).isLessThan(first / 10);
    }

    @Test
    void computesAsMuchForAUserWhoDoesNotExist() {
        double known = seconds(() -> check(passwords(Map.of("alice", COST_TEN)), "alice", "wrong"));
        double unknown = seconds(() -> check(passwords(Map.of("alice", COST_TEN)), "mallory", "wrong"));

        assertThat(unknown).isBetween(known / 5, known * 5);
        assertThat(unknown).isGreaterThan(0.005);
    }

    @Test
    void doesNotPrintWhatItIsGiven() {
        Credentials given = Credentials.of("Basic YWxpY2U6czNjcmV0").orElseThrow();
        assertThat(given.user()).isEqualTo("alice");
        assertThat(given.password()).isEqualTo("s3cret");
        assertThat(given).hasToString("Credentials[***]");
        assertThat(new PasswordHash(COST_TEN)).hasToString("PasswordHash[cost=10]");
    }

    private Passwords passwords(Map<String, String> users) {
        Map<String, PasswordHash> hashes = new HashMap<>();
        users.forEach((user, hash) -> hashes.put(user, new PasswordHash(hash)));
        return new Passwords(hashes, new HashTurns(time, Duration.ofSeconds(20)));
    }

    private static Verdict check(Passwords passwords, String user, String password) {
        return passwords.check(user, password.getBytes(StandardCharsets.UTF_8), FROM);
    }

    private double seconds(Runnable work) {
        var begin = time.now();
        work.run();
        return time.now().secondsSince(begin);
    }

    private static String hash(int cost, String password) {
        return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(cost, password.toCharArray());
    }
}
