package io.multiregion.replication;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house has rooms, and imports run one way through them. */
class ArchitectureTest {

    private static final String ROOT = "io.multiregion.";

    /** From the ground up: a room may use what stands before it, never what stands after it. */
    private static final List<String> ROOMS = List.of(
            "engine.resource",
            "engine.settings",
            "engine.database",
            "engine.metrics",
            "engine.schema",
            "engine.catalogue",
            "engine.mandate",
            "engine.digest",
            "engine.seal.cms",
            "engine.seal.header",
            "engine.message.batch",
            "engine.message.json",
            "engine.message",
            "engine.records",
            "engine.state.part",
            "engine.state",
            "engine.state.store",
            "engine.journal",
            "engine.node",
            "engine.secret",
            "engine.secret.key",
            "engine.seal",
            "engine.seal.pass",
            "engine.admission",
            "engine.peer",
            "engine.peer.transport",
            "engine.peer.pairing",
            "engine.cut",
            "engine.secret.stored",
            "engine.divergence",
            "engine.succession",
            "engine.verify",
            "engine.apply.rows",
            "engine.apply",
            "engine.receive.known",
            "engine.receive.copy",
            "engine.receive.role",
            "engine.receive.ask",
            "engine.receive",
            "engine.stream.line",
            "engine.stream.step",
            "engine.stream",
            "engine.traffic",
            "engine.failover.rule",
            "engine.failover",
            "engine.operate.view",
            "engine.operate",
            "engine.region",
            "replication.fit",
            "replication.guard",
            "replication.access",
            "replication.hibernate",
            "replication.hibernate.secret",
            "replication.cache",
            "replication.jpa",
            "replication.readiness",
            "replication.start",
            "replication.upgrade",
            "replication.user",
            "replication.secret",
            "replication.session",
            "replication.job",
            "replication.door",
            "replication.health",
            "replication.rest",
            "replication.rest.realm",
            "replication.issuer");

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
}
