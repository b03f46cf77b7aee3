package io.multiregion.lab;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The rooms of the lab use each other one way. */
final class RoomsTest {

    @Test
    void noRoomsUseEachOtherInACircle() {
        var classes = new ClassFileImporter().importPackages("io.multiregion.lab");
        slices().matching("io.multiregion.lab.(*)..").should().beFreeOfCycles().check(classes);
    }
}
