package io.multiregion.replication.door;

import static io.multiregion.replication.door.DoorVerdict.REFUSE_INACTIVE;
import static io.multiregion.replication.door.DoorVerdict.REFUSE_STALE;
import static io.multiregion.replication.door.DoorVerdict.REFUSE_WRITE;
import static io.multiregion.replication.door.DoorVerdict.SERVE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.resources.admin.RealmAdminResource;
import org.keycloak.services.resources.admin.UsersResource;

class FrontDoorTest {

    private static final String LOGIN = "/realms/acme/login-actions/x";

    private final FrontDoor door = new FrontDoor(realm -> false);

    /** A change here is a change of what a secondary serves; after an upgrade of Keycloak, its new methods are reviewed here. */
    @Test
    void everyMethodOfKeycloakHasItsReviewedVerdict() throws IOException, URISyntaxException {
        RealmState secondary = States.secondary(ReplicaStatus.ACTIVE);
        List<String> verdicts = KeycloakResources.calls().stream()
                .filter(call -> !call.preflight())
                .filter(call -> !call.safe() || Served.fate(call) != Served.Fate.SERVE)
                .peek(call ->
                        assertEquals(Served.fate(call) != Served.Fate.REFUSE, door.judge(secondary, call) == SERVE))
                .map(call -> String.format(
                        "%-6s %s %s#%s",
                        Served.fate(call).name().toLowerCase(Locale.ROOT),
                        call.verb(),
                        call.resource().getName(),
                        call.method()))
                .sorted()
                .distinct()
                .toList();
        assertEquals(String.join("\n", reviewed()), String.join("\n", verdicts));
    }

    @ParameterizedTest
    @CsvSource({
        "requiredActionGET, execution, OAUTH_GRANT, SERVE",
        "requiredActionGET, execution, update_user_locale, SERVE",
        "requiredActionGET, execution, VERIFY_PROFILE, SERVE",
        "requiredActionGET, execution, UPDATE_PROFILE, REFUSE_WRITE",
        "requiredActionGET, execution, UPDATE_PASSWORD, REFUSE_WRITE",
        "requiredActionGET, execution, some-extension, REFUSE_WRITE",
        "requiredActionGET, client_id, app, SERVE",
        "authenticate, execution, x, SERVE",
        "registerPage, client_id, app, REFUSE_WRITE"
    })
    void aRequiredActionIsServedOnlyIfItWritesNothing(String method, String name, String value, DoorVerdict verdict) {
        Call call = new Call(LoginActionsService.class, method, "GET", LOGIN, Map.of(name, value)::get);
        assertEquals(verdict, door.judge(States.secondary(ReplicaStatus.ACTIVE), call));
    }

    @ParameterizedTest
    @CsvSource({
        "/realms/acme/protocol/openid-connect/auth, prompt, login, SERVE",
        "/realms/acme/protocol/openid-connect/auth, prompt, create, REFUSE_WRITE",
        "/realms/acme/protocol/openid-connect/registrations, prompt, login, REFUSE_WRITE",
        "/realms/acme/protocol/openid-connect/forgot-credentials, prompt, login, REFUSE_WRITE"
    })
    void registrationAndResetAreRefusedAtTheirEntry(String path, String name, String value, DoorVerdict verdict) {
        Call call = new Call(AuthorizationEndpoint.class, "buildGet", "GET", path, Map.of(name, value)::get);
        assertEquals(verdict, door.judge(States.secondary(ReplicaStatus.ACTIVE), call));
    }

    @ParameterizedTest
    @EnumSource(value = ReplicaStatus.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void aCopyThatIsNotActiveServesAdministratorsOnly(ReplicaStatus status) {
        RealmState copy = States.secondary(status);
        assertEquals(REFUSE_INACTIVE, door.judge(copy, call(LoginActionsService.class, "authenticate", "GET", LOGIN)));
        assertEquals(REFUSE_INACTIVE, door.judge(copy, call(LoginActionsService.class, "registerPage", "GET", LOGIN)));
        assertEquals(SERVE, door.judge(copy, call(UsersResource.class, "getUsers", "GET", "/admin/realms/acme/users")));
        assertEquals(
                REFUSE_WRITE,
                door.judge(copy, call(UsersResource.class, "createUser", "POST", "/admin/realms/acme/users")));
    }

    @Test
    void aCopyThatIsStaleServesAdministratorsOnlyIfItsRealmSaysSo() {
        FrontDoor refusing = new FrontDoor(realm -> true);
        RealmState copy = States.secondary(ReplicaStatus.ACTIVE);
        assertEquals(REFUSE_STALE, refusing.judge(copy, call(LoginActionsService.class, "authenticate", "GET", LOGIN)));
        assertEquals(
                SERVE, refusing.judge(copy, call(UsersResource.class, "getUsers", "GET", "/admin/realms/acme/users")));
        assertEquals(
                SERVE, refusing.judge(copy, call(FrontDoorTest.class, "active", "GET", "/realms/acme/multi-region")));
        assertEquals(
                SERVE,
                refusing.judge(
                        States.of(Role.PRIMARY, ReplicaStatus.ACTIVE),
                        call(LoginActionsService.class, "authenticate", "GET", LOGIN)));
    }

    @Test
    void whereTheRegionMayWriteAllIsServed() {
        assertEquals(
                SERVE,
                door.judge(
                        States.of(Role.PRIMARY, ReplicaStatus.ACTIVE),
                        call(UsersResource.class, "createUser", "POST", "/admin/realms/acme/users")));
    }

    @Test
    void aRealmWithReplicasIsNotRemoved() {
        Call removal = call(RealmAdminResource.class, "deleteRealm", "DELETE", "/admin/realms/acme");
        assertEquals(DoorVerdict.REFUSE_REMOVAL, door.judge(States.of(Role.PRIMARY, ReplicaStatus.ACTIVE), removal));
        assertEquals(REFUSE_WRITE, door.judge(States.secondary(ReplicaStatus.ACTIVE), removal));
    }

    @Test
    void aResourceNobodyKnowsIsServedByItsVerb() {
        RealmState secondary = States.secondary(ReplicaStatus.ACTIVE);
        assertEquals(SERVE, door.judge(secondary, call(String.class, "read", "GET", "/realms/acme/other")));
        assertEquals(REFUSE_WRITE, door.judge(secondary, call(String.class, "write", "PATCH", "/realms/acme/other")));
    }

    @Test
    void theExtensionsOwnResourcesDecideThemselves() {
        Call own = call(FrontDoorTest.class, "create", "POST", "/admin/realms/acme/multi-region/replicas");
        assertEquals(SERVE, door.judge(States.secondary(ReplicaStatus.CREATING), own));
    }

    @Test
    void aBrokersAnswerIsServed() {
        Class<?> endpoint = OIDCIdentityProvider.class.getDeclaredClasses()[0];
        assertEquals(
                SERVE,
                door.judge(
                        States.secondary(ReplicaStatus.ACTIVE),
                        call(endpoint, "authResponse", "GET", "/realms/acme/broker/x/endpoint")));
    }

    private static Call call(Class<?> type, String method, String verb, String path) {
        return new Call(type, method, verb, path, name -> null);
    }

    private static List<String> reviewed() throws IOException {
        try (var file = FrontDoorTest.class.getResourceAsStream("/guard/verdicts.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
