package io.multiregion.replication.readiness;

import io.multiregion.engine.receive.ask.Probes;
import io.multiregion.engine.secret.key.DataKeys;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.keycloak.common.VerificationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Mints and validates with the realm's keys as Keycloak has them, in a session of its own for each call; not while they are sealed and
 * cannot be opened: Keycloak would make up new ones.
 */
public final class RealmProbes implements Probes {

    private final KeycloakSessionFactory sessions;
    private final DataKeys dataKeys;
    private final String region;
    private final Clock clock;

    public RealmProbes(KeycloakSessionFactory sessions, DataKeys dataKeys, String region, Clock clock) {
        this.sessions = sessions;
        this.dataKeys = dataKeys;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public List<String> mint(String realmId, String to) {
        return inRealm(realmId, probe -> probe.mint(region, to));
    }

    @Override
    public void validate(String realmId, String from, List<String> tokens) {
        inRealm(realmId, probe -> {
            for (String token : tokens) {
                try {
                    probe.validate(from, region, token);
                } catch (VerificationException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
            return tokens.size();
        });
    }

    private <T> T inRealm(String realmId, Function<ProbeTokens, T> work) {
        dataKeys.requireOpen(realmId);
        return KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> work.apply(probe(session, realmId)));
    }

    private ProbeTokens probe(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            throw new IllegalStateException("the realm is not in region " + region
                    + " yet: its first copy has to bring it; lastError says if something stops that");
        }
        session.getContext().setRealm(realm);
        return new ProbeTokens(session, realm, clock);
    }
}
