package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to the example, the answer is a policy or problems; one seed replays one run. */
class PolicyFuzzTest {
    private static final int ROUNDS = 1500;
    private static final int SPOILT_FILES = 400;

    private static final List<String> FRAGMENTS = List.of(
            "",
            " ",
            "\n",
            "\t",
            ":",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "!!set ",
            "!x ",
            "<<: ",
            "? ",
            "|",
            ">",
            "'",
            "\"",
            "#",
            "%",
            "@",
            "---\n",
            "...\n",
            "~",
            "null",
            "-1",
            "99999999999999999999",
            "0x1F",
            "1e400",
            ".nan",
            "2001-01-01",
            "yes",
            "off",
            "\uFEFF",
            "\u0000",
            "\u2028",
            "\uD83D",
            "\uD83D\uDE00",
            "5ms",
            "10GHz");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersEveryMutationWithAPolicyOrProblems(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rejected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(PolicyTexts.example(), random);
            if (answer(text, seed, round) instanceof PolicyResult.Rejected refused) {
                rejected++;
                assertThat(refused.problems().list()).isNotEmpty().allSatisfy(PolicyFuzzTest::isOneClearLine);
            }
        }
        assertThat(rejected).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void answersAFileWithSpoiltBytesToo(long seed, @TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] example = PolicyTexts.example().getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < SPOILT_FILES; round++) {
            byte[] spoilt = Arrays.copyOf(example, random.nextInt(example.length + 1));
            for (int i = random.nextInt(3); i > 0 && spoilt.length > 0; i--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            }
            PolicyResult result = PolicyLoader.load(Files.write(folder.resolve("policy.yaml"), spoilt));
            if (result instanceof PolicyResult.Rejected refused) {
                assertThat(refused.problems().list())
                        .as("seed %d, round %d", seed, round)
                        .allSatisfy(PolicyFuzzTest::isOneClearLine);
            }
        }
    }

    private static PolicyResult answer(String text, long seed, int round) {
        try {
            return PolicyLoader.parse(text, PolicyTexts.FOLDER);
        } catch (RuntimeException | StackOverflowError escaped) {
            return fail("seed " + seed + ", round " + round + " broke the loader with:\n" + text, escaped);
        }
    }

    private static void isOneClearLine(Problem problem) {
        assertThat(problem.describe("policy.yaml")).doesNotContain("\n").hasSizeLessThan(600);
        assertThat(problem.message()).isNotBlank();
        assertThat(problem.remedy()).isNotBlank();
    }

    private static String mutated(String text, SplittableRandom random) {
        String result = text;
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            int from = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), from + random.nextInt(random.nextInt(10) == 0 ? 200 : 6));
            String removed = result.substring(from, to);
            String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
            String inserted = random.nextBoolean() ? fragment : removed + removed + fragment;
            result = result.substring(0, from) + inserted + result.substring(to);
        }
        return result;
    }
}
