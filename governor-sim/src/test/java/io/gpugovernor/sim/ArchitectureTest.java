package io.gpugovernor.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gpugovernor.core.policy.PricedPolicy;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.characterize.ShippedModels;
import io.gpugovernor.sim.tournament.Contest;
import io.gpugovernor.sim.tournament.PublishedGovernor;
import io.gpugovernor.sim.twin.Insight;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SIM = main("io.gpugovernor.sim");
    private static final JavaClasses CORE = main("io.gpugovernor.core");

    private static JavaClasses main(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    @Test
    void dependsOnTheCoreAndAFewLibraries() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.gpugovernor.sim..",
                        "io.gpugovernor.core..",
                        "java..",
                        "com.google.gson..",
                        "org.yaml.snakeyaml..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "com.sun.net.httpserver..")
                .check(SIM);
    }

    @Test
    void speaksHttpOnlyWhereItIsLive() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gpugovernor.sim.live..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.net.httpserver..")
                .check(SIM);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.gpugovernor.sim.(**)").should().beFreeOfCycles().check(SIM);
    }

    @Test
    void neverAsksWhatTimeItIs() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(SIM);
    }

    @Test
    void drawsRandomNumbersFromSeededGeneratorsOnly() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.util.SplittableRandom.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.ThreadLocalRandom.class)
                .check(SIM);
    }

    /** If the twin computed with the governor's own formulas, the governor's forecasts would come true by construction. */
    @Test
    void computesTheTwinWithoutTheGovernorsModel() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.gpugovernor.sim.gpu..",
                        "io.gpugovernor.sim.engine..",
                        "io.gpugovernor.sim.twin..",
                        "io.gpugovernor.sim.profile..",
                        "io.gpugovernor.sim.trace..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gpugovernor.core.forecast..", "io.gpugovernor.core.policy..")
                .check(SIM);
    }

    @Test
    void keepsTheGovernorsModelIgnorantOfTheTwin() {
        noClasses()
                .that()
                .resideInAPackage("io.gpugovernor.core..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gpugovernor.sim..")
                .check(CORE);
    }

    @Test
    void letsOnlyTheProbeAndTheTournamentTouchTheGovernorsModel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gpugovernor.sim.tournament..")
                .and()
                .doNotBelongToAnyOf(Probe.class, ShippedModels.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gpugovernor.core.forecast..")
                .check(SIM);
    }

    /** The governor and the honest baselines are handed to the tournament as they are handed to a daemon. */
    @Test
    void showsTheInsideOfTheEngineToPeersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.gpugovernor.sim.peer..", "io.gpugovernor.sim.twin..", "io.gpugovernor.sim.replay..")
                .and()
                .doNotHaveFullyQualifiedName(Contest.class.getName())
                .and()
                .areNotAssignableTo(PublishedGovernor.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Insight.class)
                .check(SIM);
        noClasses()
                .that()
                .resideInAPackage("io.gpugovernor.sim.peer..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PricedPolicy.class)
                .check(SIM);
    }

    @Test
    void callsThingsByWhatTheyAre() {
        for (String vague : new String[] {"Manager", "Helper", "Helpers", "Util", "Utils", "Handler", "Data"}) {
            noClasses().should().haveSimpleNameEndingWith(vague).check(SIM);
        }
    }
}
