package io.multiregion.replication.rest.realm;

import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** {@code /realms/{realm}/multi-region}: what is open to everybody. */
public final class RealmEndpoint {

    private final MultiRegion multiRegion;
    private final KeycloakSession session;
    private final RealmModel realm;
    private final MessageLog messageLog;

    RealmEndpoint(MultiRegion multiRegion, KeycloakSession session, MessageLog messageLog) {
        this.multiRegion = multiRegion;
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.messageLog = messageLog;
    }

    @Path("messages")
    public MessageEndpoint messages() {
        if (!Access.isMaster(realm)) {
            throw new NotFoundException();
        }
        return new MessageEndpoint(multiRegion, messageLog);
    }

    @Path("health")
    public HealthEndpoint health() {
        return new HealthEndpoint(multiRegion, realm);
    }

    @Path("notice")
    public NoticeEndpoint notice() {
        return new NoticeEndpoint(multiRegion, session);
    }
}
