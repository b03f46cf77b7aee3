package io.multiregion.replication.readiness;

import io.multiregion.engine.failover.rule.Lacks;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry.Need;
import io.multiregion.engine.peer.KeysUsable;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.LocalChecks;
import io.multiregion.replication.readiness.key.KeysAhead;
import io.multiregion.replication.readiness.use.Lack;
import io.multiregion.replication.readiness.use.ProvidersPresent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * What speaks for and against this region taking over a realm, that only this region can know. A check that breaks is a rule that
 * fails, which an operator may override: it never stands in the way of a failover by itself.
 */
public final class Checks implements LocalChecks {

    private static final Logger LOG = Logger.getLogger(Checks.class);

    private final KeycloakSessionFactory sessions;
    private final KeysUsable keys;
    private final DataKeys dataKeys;
    private final RealmProbes probes;
    private final String region;

    public Checks(
            KeycloakSessionFactory sessions, KeysUsable keys, DataKeys dataKeys, RealmProbes probes, String region) {
        this.sessions = sessions;
        this.keys = keys;
        this.dataKeys = dataKeys;
        this.probes = probes;
        this.region = region;
    }

    @Override
    public List<Finding> of(RealmState realm) {
        return List.of(
                checked(Rules.KEYS, () -> keys(realm.realmId())), checked(Rules.PROVIDERS, () -> providers(realm)));
    }

    @Override
    public List<Need> needs(String realmId) {
        return new ProvidersPresent(sessions).needs(realmId);
    }

    @Override
    public List<Need> lacking(List<Need> needs) {
        return new ProvidersPresent(sessions).lacking(needs);
    }

    private static Finding checked(String rule, Supplier<Finding> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            LOG.warnf(e, "the rule %s could not be checked", rule);
            return new Finding(rule, false, true, "it could not be checked: " + e.getMessage());
        }
    }

    private Finding keys(String realmId) {
        KeysUsable.Report own = keys.own();
        if (!own.usable()) {
            return new Finding(Rules.KEYS, false, true, String.join("; ", own.problems()));
        }
        Optional<String> sealed = dataKeys.detail(realmId);
        if (sealed.isPresent()) {
            return new Finding(
                    Rules.KEYS, false, true, "region " + region + " cannot open the realm's secrets: " + sealed.get());
        }
        List<String> tokens = probes.mint(realmId, region);
        probes.validate(realmId, region, tokens);
        return new Finding(
                Rules.KEYS,
                true,
                true,
                "region " + region + " seals and opens, and signs with " + tokens.size()
                        + " keys of the realm; its certificate is valid until " + own.ownCertificateExpires());
    }

    private Finding providers(RealmState realm) {
        if (realm.isPrimary()
                && !realm.isReadOnly()
                && dataKeys.refusal(realm.realmId()).isEmpty()) {
            KeysAhead.makeNow(sessions, realm.realmId());
        }
        List<Lack> lacks = new ProvidersPresent(sessions).missing(realm.realmId());
        return Lacks.of(
                region,
                lacks.stream().filter(Lack::inUse).map(Lack::said).toList(),
                lacks.stream().filter(lack -> !lack.inUse()).map(Lack::said).toList());
    }
}
