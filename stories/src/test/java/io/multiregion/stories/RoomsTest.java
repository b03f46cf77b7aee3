package io.multiregion.stories;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The rooms of the stories use each other one way. */
final class RoomsTest {

    @Test
    void noRoomsUseEachOtherInACircle() {
        var classes = new ClassFileImporter().importPackages("io.multiregion.stories");
        slices().matching("io.multiregion.stories.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
