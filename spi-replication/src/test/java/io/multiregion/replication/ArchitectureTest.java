package io.multiregion.replication;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house has rooms, and imports run one way through them. */
class ArchitectureTest {

    private static final String ROOT = "io.multiregion.";

    /** By room, from the ground up: the rooms and the libraries that it may import. */
    private static final Map<String, Set<String>> ALLOWED = allowed();

    private static final List<String> ROOMS = List.copyOf(ALLOWED.keySet());

    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        try (InputStream in = ArchitectureTest.class.getResourceAsStream("rooms.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(":", 2))
                    .forEach(line -> allowed.put(line[0], words(line[1])));
            return allowed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> words(String line) {
        return Arrays.stream(line.trim().split(" +"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.multiregion.engine", "io.multiregion.replication");

    @Test
    void everyRoomHasItsPlace() {
        Set<String> rooms = classes.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(ROOMS), rooms);
    }

    @Test
    void importsRunOneWay() {
        classes().should(useOnlyWhatStandsBefore()).check(classes);
    }

    private static ArchCondition<JavaClass> useOnlyWhatStandsBefore() {
        return new ArchCondition<>("use only rooms that stand before their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = ROOMS.indexOf(room(type));
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> ROOMS.indexOf(room(dependency.getTargetClass())) > own)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    /** The list grows by decision only, and shrinks when an import goes. */
    @Test
    void roomsImportWhatTheListAllows() {
        Map<String, Set<String>> used = new LinkedHashMap<>();
        ROOMS.forEach(room -> used.put(room, new TreeSet<>()));
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> imported(dependency.getTargetClass()))
                    .filter(name -> !name.isEmpty() && !name.equals(room(type)))
                    .forEach(used.get(room(type))::add);
        }
        assertEquals(lines(ALLOWED), lines(used));
    }

    private static String lines(Map<String, Set<String>> rooms) {
        return rooms.entrySet().stream()
                .map(room -> room.getKey() + ": " + String.join(" ", room.getValue()))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    /** What an import is of: a room, or a library by the first two parts of its packages. What Java has is free. */
    private static String imported(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (name.startsWith(ROOT)) {
            return name.substring(ROOT.length());
        }
        boolean free = name.isEmpty() || name.startsWith("java.") || name.startsWith("javax.");
        return free ? "" : Arrays.stream(name.split("\\.")).limit(2).collect(Collectors.joining("."));
    }

    /** The room of a class, or nothing that is one for a class of others. */
    private static String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        boolean ours = name.startsWith(ROOT + "engine.") || name.startsWith(ROOT + "replication.");
        return ours ? name.substring(ROOT.length()) : "";
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching(ROOT + "(*.*)..").should().beFreeOfCycles().check(classes);
    }

    /** What talks to Keycloak's request handling and start-up stays at the edge. */
    @Test
    void webAndInjectionStayAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "replication..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise..", "io.quarkus..")
                .check(classes);
    }

    /** What is Keycloak's is not replaced behind its back: its statics become final one day. */
    @Test
    void noFieldOfOthersIsAssigned() {
        noClasses()
                .should()
                .setFieldWhere(describe(
                        "it belongs to a class that is not ours",
                        access -> !access.getTargetOwner().getName().startsWith(ROOT)))
                .check(classes);
    }

    /** Only one room knows what a database product is called. */
    @Test
    void dialectsLiveInOneRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "engine.database")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.postgresql..", "org.h2..")
                .check(classes);
    }

    /**
     * A connection of ours is one of the region's schema: what is read and written by another one, or not prepared, would be
     * found where the database looks by itself.
     */
    @Test
    void noSqlGoesPastTheSchema() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "replication.connection.SessionWork")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "replication.jpa.CapturingJpaFactory")
                .should()
                .callMethodWhere(describe(
                        "it takes Keycloak's connection as it is",
                        call -> Set.of("doWork", "doReturningWork", "obtainConnection", "getPhysicalConnection")
                                .contains(call.getName())))
                .check(classes);
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "its text is not prepared",
                        call -> call.getTargetOwner().isAssignableTo(Connection.class)
                                && Set.of("createStatement", "prepareCall", "nativeSQL")
                                        .contains(call.getName())))
                .check(classes);
    }

    /** What is thrown on a thread is logged, and ends nothing else: so there is one way onto one. */
    @Test
    void workBeginsInOneRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "engine.work")
                .should()
                .callCodeUnitWhere(describe("it has work done on another thread", ArchitectureTest::beginsWork))
                .check(classes);
    }

    private static boolean beginsWork(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        if (owner.getName().startsWith(ROOT + "engine.work.") || owner.isEquivalentTo(Executor.class)) {
            // an executor that a class is given is a crew: none other can be made
            return false;
        }
        String name = call.getTarget().getName();
        return owner.isAssignableTo(Executor.class)
                || owner.isEquivalentTo(Executors.class)
                || owner.isAssignableTo(Thread.class)
                        && Set.of("<init>", "start", "startVirtualThread").contains(name)
                || owner.isAssignableTo(Timer.class)
                || owner.isAssignableTo(CompletionStage.class) && name.endsWith("Async")
                || owner.isAssignableTo(BaseStream.class) && name.startsWith("parallel")
                || name.equals("parallelStream");
    }
}
