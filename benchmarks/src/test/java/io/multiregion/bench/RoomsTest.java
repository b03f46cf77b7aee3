package io.multiregion.bench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The rooms of the bench use each other one way. */
final class RoomsTest {

    @Test
    void noRoomsUseEachOtherInACircle() {
        var classes = new ClassFileImporter().importPackages("io.multiregion.bench");
        slices().matching("io.multiregion.bench.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
