package io.multiregion.stories.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.server.KeycloakCommand;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.Alone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of Keycloak's on the database of a region that runs. Where realms are sealed, another refusal would come first. */
@Alone
final class CommandsStory {

    private static final String REALM = "commanded";

    private static TwoRegions regions;

    @TempDir
    private static Path directory;

    private static Path file;

    @BeforeAll
    static void create(TwoRegions shared) throws IOException {
        regions = shared;
        var id = "commanded-id";
        regions.eu().admin().createRealm(Json.of("{id:'%s', realm:'%s', enabled:true}", id, REALM));
        regions.replicate(REALM);
        regions.equality(REALM).assertRows();
        file = directory.resolve("realm.json");
        Files.writeString(
                file,
                Json.of("{id:'%s', realm:'%s', displayName:'imported'}", id, REALM)
                        .toString());
    }

    /** It has other settings than the server, none: what it wrote would be in one region only, and nobody would know. */
    @Test
    void anImportWithoutTheRegionsSettingsWritesNoReplicatedRealm() {
        assertRefused(regions.us(), List.of(), "has no settings of the region");
    }

    /** As by REST: a realm that is replicated is not removed, to be made again or not. */
    @Test
    void anImportWithTheRegionsSettingsRemovesNoReplicatedRealm() {
        assertRefused(regions.eu(), regions.eu().settings(), "delete its replicas first");
    }

    private static void assertRefused(Region region, List<String> settings, String why) {
        var arguments = arguments(region, "--file=" + file, "--override=true");
        arguments.addAll(settings);
        var line = new KeycloakCommand(region.home()).importing(arguments);
        var failure = assertThrows(
                RuntimeException.class, () -> Shell.in(region.home()).run(line));
        assertTrue(failure.getMessage().contains(why), failure::getMessage);
        regions.equality(REALM).assertRows();
        assertEquals("", region.admin().get(REALM).path("displayName").asText(), "nothing of it is there");
    }

    @Test
    void anAdministratorIsMadeOnASecondaryWithoutSettings() {
        var us = regions.us();
        var line = new KeycloakCommand(us.home())
                .bootstrapAdmin(arguments(us, "--username=rescuer", "--password:env=RESCUE"));
        new Shell(us.home(), Map.of("RESCUE", "rescue-secret")).run(line);
        assertEquals(
                1, us.admin().get("master/users?exact=true&username=rescuer").size());
        regions.equality(REALM).assertRows();
    }

    private static List<String> arguments(Region region, String... first) {
        var arguments = new ArrayList<>(List.of(first));
        arguments.add("--http-management-port=" + Ports.free());
        arguments.addAll(region.database().options());
        return arguments;
    }
}
