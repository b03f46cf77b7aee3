package io.multiregion.key;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys have rooms, and imports run one way through them. */
class ArchitectureTest {

    private static final String ROOT = "io.multiregion.key";

    /** From the ground up: a room may use what stands before it, never what stands after it. The contracts have no name of their own. */
    private static final List<String> ROOMS = List.of("cipher", "", "trust", "place", "encapsulate", "wrap", "http");

    /** Each stands on the rooms above and knows nothing of the others. */
    private static final List<String> PLACES = List.of("pkcs12", "pkcs11", "vault", "aws", "gcp", "azure");

    private static final int MOST_FILES = 12;
    private static final int MOST_PARAMETERS = 7;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyRoomHasItsPlace() {
        Set<String> rooms = classes.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Stream.concat(ROOMS.stream(), PLACES.stream()).collect(Collectors.toCollection(TreeSet::new)), rooms);
    }

    /** The description of the room counts, whether or not it is compiled. */
    @Test
    void noRoomIsCrowded() {
        topLevel()
                .collect(Collectors.groupingBy(ArchitectureTest::room, Collectors.counting()))
                .forEach((room, types) -> assertTrue(types + 1 <= MOST_FILES, room + " has more than " + MOST_FILES));
    }

    @Test
    void importsRunOneWay() {
        classes().should(useOnlyWhatStandsBefore()).check(classes);
    }

    private static ArchCondition<JavaClass> useOnlyWhatStandsBefore() {
        return new ArchCondition<>("use only rooms that stand before their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOurs(dependency.getTargetClass()))
                        .filter(dependency -> !mayUse(room(type), room(dependency.getTargetClass())))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static boolean mayUse(String room, String other) {
        boolean standsBefore = PLACES.contains(room) || ROOMS.indexOf(other) < ROOMS.indexOf(room);
        return room.equals(other) || (ROOMS.contains(other) && standsBefore);
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getBaseComponentType().getPackageName() + ".").startsWith(ROOT + ".");
    }

    private static String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    /** To be extended is to be abstract, and what is not abstract is closed. */
    @Test
    void classesAreFinal() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(classes);
    }

    /** What is public is a promise. */
    @Test
    void halfOfTheTypesStayInTheirRoom() {
        long all = topLevel().count();
        long open = topLevel()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        assertTrue(2 * open <= all, open + " of " + all + " types are public");
    }

    @Test
    void constructorsAreShort() {
        noConstructors().should(haveMoreParametersThan(MOST_PARAMETERS)).check(classes);
    }

    private static ArchCondition<JavaConstructor> haveMoreParametersThan(int most) {
        return new ArchCondition<>("have more than " + most + " parameters") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                boolean has = constructor.getRawParameterTypes().size() > most;
                events.add(new SimpleConditionEvent(constructor, has, constructor.getDescription()));
            }
        };
    }

    private Stream<JavaClass> topLevel() {
        return classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }
}
