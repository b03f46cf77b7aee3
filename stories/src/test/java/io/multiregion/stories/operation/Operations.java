package io.multiregion.stories.operation;

import java.util.List;
import java.util.stream.Stream;

/** All operations, in an order in which each finds what it needs. */
public final class Operations {

    private Operations() {}

    public static List<Operation> all() {
        return Stream.of(
                        RealmOperations.settings(),
                        RealmOperations.components(),
                        RealmOperations.requiredActions(),
                        ClientOperations.clients(),
                        ClientOperations.scopes(),
                        RoleOperations.roles(),
                        RoleOperations.groups(),
                        FederationOperations.identityProviders(),
                        UserOperations.users(),
                        FederationOperations.flows(),
                        FederationOperations.organisations(),
                        AuthorizationOperations.all(),
                        UserOperations.self(),
                        SessionOperations.all(),
                        UserOperations.bulk(),
                        EndingOperations.all())
                .flatMap(List::stream)
                .toList();
    }
}
