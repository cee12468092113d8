package io.gpugovernor.daemon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.daemon.time.SystemTime;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String DAEMON = "io.gpugovernor.daemon..";
    private static final Set<String> CLOCK_READERS = Set.of("nanoTime", "currentTimeMillis", "now", "system");

    private static final JavaClasses EVERYTHING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gpugovernor");

    @Test
    void seesTheClassesOfEveryModule() {
        assertThat(EVERYTHING.contain(Main.class)).isTrue();
        assertThat(EVERYTHING.contain(Policy.class)).isTrue();
        assertThat(EVERYTHING.contain("io.gpugovernor.sim.twin.Twin")).isTrue();
    }

    @Test
    void onlySystemTimeReadsAClockOfTheSystem() {
        noClasses()
                .that()
                .areNotAssignableTo(SystemTime.class)
                .and() // a driver answers in real time, whatever time the governor runs in
                .doNotHaveFullyQualifiedName("io.gpugovernor.nvml.Deadline")
                .should()
                .accessTargetWhere(describe("reads a system clock", ArchitectureTest::readsAClock))
                .check(EVERYTHING);
    }

    @Test
    void packagesOfTheDaemonFormNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.gpugovernor.daemon.(*)..")
                .should()
                .beFreeOfCycles()
                .check(EVERYTHING);
    }

    @Test
    void theDaemonHoldsNoControlLogic() {
        noClasses()
                .that()
                .resideInAPackage(DAEMON)
                .should()
                .beAssignableTo(Policy.class)
                .orShould()
                .callConstructorWhere(describe(
                        "builds a ruling", call -> call.getTargetOwner().isEquivalentTo(Ruling.class)))
                .check(EVERYTHING);
    }

    @Test
    void nothingElseKnowsOfTheProcess() {
        noClasses()
                .that()
                .resideInAnyPackage("io.gpugovernor.core..", "io.gpugovernor.sim..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DAEMON)
                .check(EVERYTHING);
    }

    @Test
    void eachLibraryHasOneHome() {
        keeps("com.sun.net.httpserver..", "io.gpugovernor.daemon.http..");
        keeps("picocli..", "io.gpugovernor.daemon.cli..", "io.gpugovernor.daemon");
        keeps("io.micrometer..", "io.gpugovernor.daemon.metrics..");
        keeps("io.prometheus..", "io.gpugovernor.daemon.metrics..");
        keeps("org.yaml.snakeyaml..", "io.gpugovernor.daemon.config..", "io.gpugovernor.daemon.scrape..");
        keeps(
                "java.net.http..",
                "io.gpugovernor.daemon.scrape..",
                "io.gpugovernor.daemon.cli..",
                "io.gpugovernor.daemon.loadgen..");
    }

    @Test
    void nothingLeansOnTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(DAEMON)
                .and()
                .resideOutsideOfPackages("io.gpugovernor.daemon.cli..", "io.gpugovernor.daemon")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gpugovernor.daemon.cli..")
                .check(EVERYTHING);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Handler|Data)(\\$.*)?")
                .check(EVERYTHING);
    }

    @Test
    void observingHoldsNothingThatCouldWrite() {
        assertThat(Steering.Observing.class.getDeclaredFields())
                .filteredOn(field -> !field.isSynthetic())
                .isEmpty();
    }

    private void keeps(String library, String... homes) {
        classes()
                .that()
                .resideInAPackage(DAEMON)
                .and()
                .resideOutsideOfPackages(homes)
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage(library)
                .check(EVERYTHING);
    }

    private static boolean readsAClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        boolean today = owner.equals(Date.class.getName()) && access.getName().equals("<init>");
        boolean clock = owner.equals(System.class.getName()) || owner.startsWith(Clock.class.getPackageName() + ".");
        return today || (clock && CLOCK_READERS.contains(access.getName()));
    }
}
