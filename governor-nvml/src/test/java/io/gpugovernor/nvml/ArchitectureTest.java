package io.gpugovernor.nvml;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gpugovernor.nvml.binding.NvmlReads;
import io.gpugovernor.nvml.binding.NvmlWrites;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitectureTest {
    private static final JavaClasses NVML = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gpugovernor.nvml");

    @TempDir
    Path folder;

    @Test
    void keepsEverythingThatReadsAwayFromWhatWrites() {
        noClasses()
                .that(not(belongToAnyOf(ClockWriter.class, GpuLock.class, NvmlActuator.class, NvmlWrites.class)))
                .should()
                .transitivelyDependOnClassesThat(
                        belongToAnyOf(NvmlWrites.class, ClockWriter.class, GpuLock.class, NvmlActuator.class))
                .check(NVML);
    }

    @Test
    void hasOneClassThatWrites() {
        noClasses()
                .that(not(belongToAnyOf(ClockWriter.class, NvmlWrites.class)))
                .should()
                .dependOnClassesThat(belongToAnyOf(NvmlWrites.class))
                .check(NVML);
    }

    @Test
    void bindsNoReadingFunctionThatChangesAnything() {
        assertThat(NvmlReads.class.getMethods())
                .extracting(Method::getName)
                .allMatch(name -> name.matches("nvml(Init_v2|Shutdown|System(Get).*|Device(Get).*)"));
    }

    @Test
    void writesCoreClocksAndNothingElse() {
        assertThat(NvmlWrites.class.getDeclaredMethods())
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("nvmlDeviceSetGpuLockedClocks", "nvmlDeviceResetGpuLockedClocks");
    }

    @Test
    void hasADoubleForEveryFunctionItBinds() {
        assertThat(Stream.of(NvmlReads.class, NvmlWrites.class)
                        .flatMap(binding -> Arrays.stream(binding.getDeclaredMethods()))
                        .map(Method::getName))
                .allMatch(NvmlDouble.in(folder).load()::has);
    }

    @Test
    void dependsOnJnaAndTheCoreOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "com.sun.jna..", "org.jspecify..", "io.gpugovernor.core..", "io.gpugovernor.nvml.."))
                .check(NVML);
    }

    @Test
    void keepsTheMappingFreeOfLogicAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("..binding..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gpugovernor.nvml", "io.gpugovernor.core..")
                .check(NVML);
    }

    @Test
    void asksForRealTimeInOnePlace() {
        noClasses()
                .that(not(belongToAnyOf(Deadline.class)))
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(NVML);
    }
}
