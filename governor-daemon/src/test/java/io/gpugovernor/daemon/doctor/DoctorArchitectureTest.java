package io.gpugovernor.daemon.doctor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gpugovernor.daemon.cli.DoctorCommand;
import io.gpugovernor.nvml.ClockWriter;
import io.gpugovernor.nvml.NvmlActuator;
import io.gpugovernor.nvml.binding.NvmlWrites;
import org.junit.jupiter.api.Test;

class DoctorArchitectureTest {
    private static final String DOCTOR = "io.gpugovernor.daemon.doctor..";

    private static final JavaClasses EVERYTHING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gpugovernor");

    @Test
    void noPathLeadsFromTheDoctorToAnythingThatSetsOrResets() {
        assertThat(EVERYTHING.contain(ClockWriter.class)).isTrue();
        noClasses()
                .that()
                .resideInAPackage(DOCTOR)
                .or()
                .areAssignableTo(DoctorCommand.class)
                .should()
                .transitivelyDependOnClassesThat(describe("write clocks", DoctorArchitectureTest::writes))
                .check(EVERYTHING);
    }

    @Test
    void onlyTheReadersTouchTheNode() {
        classes()
                .that()
                .resideInAPackage(DOCTOR)
                .and()
                .doNotHaveSimpleName("PrivilegeReader")
                .should()
                .onlyDependOnClassesThat(describe("do no input or output", DoctorArchitectureTest::isPure))
                .check(EVERYTHING.that(describe(
                        "are no reader of the node", type -> !type.getName().contains(".NodeReader"))));
    }

    private static boolean writes(JavaClass type) {
        return type.isEquivalentTo(ClockWriter.class)
                || type.isEquivalentTo(NvmlActuator.class)
                || type.isEquivalentTo(NvmlWrites.class);
    }

    private static boolean isPure(JavaClass type) {
        String name = type.getName();
        return !name.startsWith("java.nio.file.")
                && !name.startsWith("java.io.")
                && !name.endsWith(".NvmlNode")
                && !name.endsWith(".LibrarySearch");
    }
}
