package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyMigrationTest {
    private static final String OLD = """
            # our node 🚀, on_exit: in a comment stays
            apiVersion: "gpu-governor/v1alpha1"   # the format
            domains:
              - name: chat
                engine: {url: "http://127.0.0.1:8000", metrics_path: /metrics}
                hysteresis: &calm
                  dead_band:   2%      # small
                  max_switches_per_minute: 60
              - {name: code, engine: {url: "http://127.0.0.1:8001"}, hysteresis: *calm}
            node:
              "power_budget": 4500W
            safety: {on_exit: keep,
                     stale_after: 3s}
            """;

    private static final String NEW = """
            # our node 🚀, on_exit: in a comment stays
            apiVersion: gpu-governor/v1   # the format
            domains:
              - name: chat
                engine: {url: "http://127.0.0.1:8000", metricsPath: /metrics}
                hysteresis: &calm
                  deadBand:   2%      # small
                  maxSwitchesPerMinute: 60
              - {name: code, engine: {url: "http://127.0.0.1:8001"}, hysteresis: *calm}
            node:
              powerBudget: 4500W
            safety: {onExit: keep,
                     staleAfter: 3s}
            """;

    @Test
    void renamesKeysAndLeavesCommentsAndLayoutAsTheyAre() {
        PolicyMigration.Outcome.Migrated migrated = (PolicyMigration.Outcome.Migrated) PolicyMigration.of(OLD);

        assertThat(migrated.text()).isEqualTo(NEW);
        assertThat(migrated.changes())
                .containsExactlyInAnyOrder(
                        "line 2: apiVersion: gpu-governor/v1",
                        "line 5: metrics_path is called metricsPath",
                        "line 7: dead_band is called deadBand",
                        "line 8: max_switches_per_minute is called maxSwitchesPerMinute",
                        "line 11: power_budget is called powerBudget",
                        "line 12: on_exit is called onExit",
                        "line 13: stale_after is called staleAfter");
        assertThat(PolicyTexts.accepted(migrated.text()).safety().onExit()).isEqualTo(OnExit.KEEP);
    }

    @Test
    void leavesAFileOfThePresentVersionAlone() {
        assertThat(PolicyMigration.of(NEW)).isEqualTo(new PolicyMigration.Outcome.Current(NEW));
    }

    @Test
    void theShippedMigrationsLeadStepByStepToThePresentVersion() {
        ApiVersion before = Migration.CHAIN.get(0).from();
        for (Migration migration : Migration.CHAIN) {
            assertThat(migration.from()).isEqualTo(before);
            assertThat(migration.from()).isLessThan(migration.to());
            before = migration.to();
        }
        assertThat(before).isEqualTo(ApiVersion.CURRENT);
    }

    @Test
    void everyRenamedKeyFailsLoudlyInThePresentVersion() {
        for (KeyRename rename : Migration.CHAIN.stream()
                .flatMap(migration -> migration.renames().stream())
                .toList()) {
            List<Problem> problems = PolicyTexts.problems(NEW.replace(rename.after() + ":", rename.before() + ":"));
            assertThat(problems).as(rename.before()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.message()).isEqualTo("unknown key '" + rename.before() + "'");
                assertThat(problem.remedy())
                        .isEqualTo("did you mean " + rename.after() + "? it is called so since gpu-governor/v1");
            });
        }
    }

    @Test
    void anOlderFileIsRefusedWithTheCommandThatRewritesIt() {
        Problem only = PolicyTexts.onlyProblem(OLD);

        assertThat(only.describe("p.yaml"))
                .isEqualTo(
                        "p.yaml:2:13: the file is of version gpu-governor/v1alpha1, which is older; this program reads"
                                + " gpu-governor/v1 (run gpu-governor migrate-config --write FILE)");
    }

    @ParameterizedTest
    @CsvSource({
        "gpu-governor/v2,       which is newer than this program",
        "gpu-governor/v1alpha7, there never was a version",
        "gpu-governor/v10beta1, which is newer than this program",
    })
    void aFileOfAVersionThatItDoesNotReadIsRefusedWithoutJudgingTheRest(String version, String why) {
        String text = "apiVersion: " + version + "\nsafty: x\n";

        assertThat(PolicyTexts.onlyProblem(text).message()).contains(why, "this program reads gpu-governor/v1");
        assertThat(PolicyMigration.of(text)).isInstanceOf(PolicyMigration.Outcome.Impossible.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[a]", "mode: observe", "apiVersion: [a]", "apiVersion: v1alpha1", "a: [", "apiVersion:"})
    void whatNamesNoVersionCannotBeMigrated(String text) {
        assertThat(PolicyMigration.of(text)).isInstanceOf(PolicyMigration.Outcome.Impossible.class);
    }

    @Test
    void aFileThatIsNotThereCannotBeMigrated() {
        PolicyMigration.Outcome outcome = PolicyMigration.of(Path.of("/no/such/file"));
        assertThat(((PolicyMigration.Outcome.Impossible) outcome).problem().message())
                .isEqualTo("there is no such file");
    }
}
