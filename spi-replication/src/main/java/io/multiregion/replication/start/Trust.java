package io.multiregion.replication.start;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.KeysUsable;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.RegionRows;
import io.multiregion.engine.peer.pairing.CertificateWatch;
import io.multiregion.engine.peer.pairing.OwnIdentity;
import io.multiregion.engine.peer.pairing.PairingDesk;
import io.multiregion.engine.seal.Announcements;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.settings.Settings;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.TrustDirectory;
import java.time.Clock;
import java.util.function.Consumer;
import org.keycloak.Config;

/** The part of {@link MultiRegion} that is about who this region is, whom it trusts, and what passes between them sealed. */
public final class Trust {

    private final KnownRegions known;
    private final CertificateWatch certificates;
    private final PairingDesk pairing;
    private final Envelope envelope;
    private final Announcements announcements;
    private final Consents consents;
    private final KeysUsable keysUsable;

    /** @param changed told the name of a region that was paired with, or revoked */
    Trust(Settings settings, Connections connections, Observer observer, Consumer<String> changed, Clock clock) {
        RegionKeys keys = RegionKeys.at(settings.own().key(), settings.own().keyPassword());
        known = new KnownRegions(
                settings.trust().directory().map(TrustDirectory::new),
                settings.trust().consent(),
                () -> connections.transaction(RegionRows::all),
                clock);
        known.refresh();
        OwnIdentity identity = new OwnIdentity(settings.region(), settings.url(), keys);
        certificates = new CertificateWatch(identity, known, observer, clock);
        pairing = new PairingDesk(
                identity,
                known,
                settings.allowHttp(),
                connections,
                region -> {
                    known.refresh();
                    changed.accept(region);
                },
                clock);
        consents = new Consents(settings.region(), Config.getAdminRealm(), known::consent);
        envelope = new Envelope(settings.region(), keys, known);
        announcements = new Announcements(settings.region(), envelope, known, clock);
        keysUsable = new KeysUsable(settings.region(), keys, known, clock);
    }

    /** Reads again whom the database trusts. Blocks. */
    void refresh() {
        known.refresh();
    }

    /** The same, and looks for certificates that end. */
    void look() {
        known.refresh();
        certificates.look();
    }

    KnownRegions known() {
        return known;
    }

    /** What other regions may do here. */
    Consents consents() {
        return consents;
    }

    Envelope envelope() {
        return envelope;
    }

    Announcements announcements() {
        return announcements;
    }

    /** Pairs this region with others, and revokes them. */
    public PairingDesk pairing() {
        return pairing;
    }

    /** When certificates end. */
    public CertificateWatch certificates() {
        return certificates;
    }

    /** Whether this region can seal and open. */
    public KeysUsable keysUsable() {
        return keysUsable;
    }
}
