package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to the example, the answer is a policy or problems; one seed replays one run. */
class PolicyFuzzTest {
    private static final int ROUNDS = 1500;

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
