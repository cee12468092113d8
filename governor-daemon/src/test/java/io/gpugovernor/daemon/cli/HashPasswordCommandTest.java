package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HashPasswordCommandTest {
    @Test
    void printsAHashOfTheLineAndAnotherOneEachTime() {
        String hash = run("correct horse\n").out().strip();

        assertThat(hash).matches("\\$2y\\$10\\$[./A-Za-z0-9]{53}");
        assertThat(BCrypt.verifyer().verify("correct horse".toCharArray(), hash).verified)
                .isTrue();
        assertThat(BCrypt.verifyer().verify("correct horse\n".toCharArray(), hash).verified)
                .isFalse();
        assertThat(run("correct horse\n").out().strip()).isNotEqualTo(hash);
    }

    @Test
    void takesAnotherCost() {
        assertThat(run("x", "--cost", "11").out()).startsWith("$2y$11$");
        Ran ran = run("x", "--cost", "31");
        assertThat(ran.exit()).isNotEqualTo(ExitCodes.OK);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void refusesNothingAndWhatBcryptWouldCutOff() {
        for (String password : new String[] {"", "\n", "x".repeat(73)}) {
            Ran ran = run(password);
            assertThat(ran.exit()).isNotEqualTo(ExitCodes.OK);
            assertThat(ran.out()).isEmpty();
        }
    }

    private static Ran run(String input, String... arguments) {
        return Ran.run(
                new HashPasswordCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))), arguments);
    }
}
