package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.network.Mailbox;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.operation.Operations;
import io.multiregion.stories.operation.Workspace;
import io.multiregion.stories.region.BesideOthers;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;

/**
 * Promises A and B: whatever is done in a realm of the primary, each operation is followed by equal rows on the secondary, and the last
 * one by equal exports.
 */
@BesideOthers
@Order(1)
final class OperationsStory {

    @TestFactory
    Stream<DynamicTest> everyOperationArrives(TwoRegions regions) {
        var realm = "operations";
        var front = Json.of("{realm:'%s', enabled:true, attributes:{frontendUrl:'%s'}}", realm, TwoRegions.FRONT);
        regions.eu().admin().createRealm(front);
        regions.replicate(realm);
        var workspace = new Workspace(regions.eu().url(), regions.eu().admin(), realm, Mailbox.open());
        var operations = Operations.all().stream()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    operation.perform(workspace);
                    regions.equality(workspace.realm()).assertRows();
                }));
        var end = dynamicTest(
                "exports are equal", () -> regions.equality(workspace.realm()).assertExports());
        var hooks = dynamicTest(
                "every write was captured by a hook",
                () -> assertEquals(Set.of(), regions.eu().logged("a write to (\\w+) .* was seen by no hook")));
        return Stream.concat(operations, Stream.of(end, hooks));
    }

    @TestFactory
    Stream<DynamicTest> whatIsRefusedLeavesNothing(TwoRegions regions) {
        var realm = "refused";
        regions.eu().admin().createRealm(Json.of("{realm:'%s', enabled:true}", realm));
        var workspace = new Workspace(regions.eu().url(), regions.eu().admin(), realm, null);
        Refused.prepare(workspace);
        regions.replicate(realm);
        var replication = new Replication(regions.eu().admin(), realm);
        return Refused.all().stream()
                .map(refused -> dynamicTest(refused.name(), () -> {
                    regions.equality(realm).assertRows();
                    var before = replication.state().path("position");
                    refused.perform(workspace);
                    regions.equality(realm).assertRows();
                    assertEquals(before, replication.state().path("position"), "nothing was shipped");
                }));
    }
}
