package io.gpugovernor.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gpugovernor.core.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gpugovernor.core");

    @Test
    void dependsOnNothingButJavaAndItself() {
        classes()
                .that(resideInAPackage("io.gpugovernor.core.."))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..", "io.gpugovernor.core.."))
                .check(CORE);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.gpugovernor.core.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void looksDownwardsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("..units..", "..model..", "..telemetry..", "..forecast..", "..policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..port..", "..loop..")
                .check(CORE);
        noClasses()
                .that()
                .resideInAnyPackage("..units..", "..model..", "..telemetry..", "..forecast..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..policy..")
                .check(CORE);
    }

    @Test
    void neverAsksWhatTimeItIs() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .check(CORE);
    }

    @Test
    void startsNoThreadsAndWaitsForNone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Timer.class)
                .check(CORE);
    }

    @Test
    void readsAndWritesNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .check(CORE);
    }

    @Test
    void drawsNoRandomNumbers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.util.random.RandomGenerator.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(CORE);
    }

    @Test
    void keepsNoStateWhereFunctionsArePure() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("..units..", "..model..", "..telemetry..", "..forecast..", "..policy..")
                .should()
                .beFinal()
                .check(CORE);
    }

    @Test
    void keepsPoliciesInTheirPackage() {
        classes()
                .that()
                .areAssignableTo(Policy.class)
                .should()
                .resideInAPackage("io.gpugovernor.core.policy..")
                .check(CORE);
    }

    @Test
    void hasOnlyInterfacesForPorts() {
        classes()
                .that()
                .resideInAPackage("io.gpugovernor.core.port..")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .beInterfaces()
                .check(CORE);
    }

    @Test
    void keepsUnitsAsRecordsAndModelsAsValues() {
        classes()
                .that()
                .resideInAPackage("io.gpugovernor.core.units..")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .and()
                .doNotHaveSimpleName("Durations")
                .should()
                .beRecords()
                .check(CORE);
        classes()
                .that()
                .resideInAPackage("io.gpugovernor.core.model..")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .beRecords()
                .orShould()
                .beEnums()
                .orShould()
                .beInterfaces()
                .check(CORE);
    }

    @Test
    void callsThingsByWhatTheyAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Handler")
                .orShould()
                .haveSimpleNameEndingWith("Data")
                .check(CORE);
    }
}
