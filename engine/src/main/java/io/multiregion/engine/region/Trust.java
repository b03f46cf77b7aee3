package io.multiregion.engine.region;

import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.KeysUsable;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.OwnVitals;
import io.multiregion.engine.peer.RegionRows;
import io.multiregion.engine.peer.pairing.CertificateWatch;
import io.multiregion.engine.peer.pairing.OwnIdentity;
import io.multiregion.engine.peer.pairing.PairingDesk;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.SignedReport;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.settings.Settings;
import io.multiregion.engine.vitals.Bulletin;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.TrustDirectory;
import java.time.Clock;

/** The wing that is about who this region is, whom it trusts, and what passes between them sealed. */
public final class Trust {

    private final RegionKeys keys;
    private final KnownRegions known;
    private final CertificateWatch certificates;
    private final PairingDesk pairing;
    private final Envelope envelope;
    private final Announcements announcements;
    private final Consents consents;
    private final KeysUsable keysUsable;
    private final Bulletin bulletin;

    /**
     * @param keys with which this region signs and opens
     * @param adminRealm the name of the realm whose users administer all others
     */
    public Trust(Ground ground, RegionKeys keys, String adminRealm) {
        Settings settings = ground.settings();
        this.keys = keys;
        Clock clock = ground.clock();
        known = new KnownRegions(
                settings.trust().directory().map(TrustDirectory::new),
                settings.trust().consent(),
                () -> ground.connections().transaction(RegionRows::all),
                clock);
        known.refresh();
        OwnIdentity identity = new OwnIdentity(settings.region(), settings.url(), keys);
        certificates = new CertificateWatch(identity, known, ground.observer(), clock);
        pairing = new PairingDesk(
                identity, known, settings.allowHttp(), ground.connections(), region -> changed(ground, region), clock);
        consents = new Consents(settings.region(), adminRealm, known::consent);
        envelope = new Envelope(settings.region(), keys, known);
        announcements = new Announcements(settings.region(), envelope, known, clock);
        keysUsable = new KeysUsable(settings.region(), keys, known, clock);
        bulletin = new Bulletin(vitals(ground), ground.connections(), clock);
    }

    private OwnVitals vitals(Ground ground) {
        return new OwnVitals(
                keysUsable, ground.version(), ground.node().others()::servers, ground.publicUrl(), ground.clock());
    }

    private void changed(Ground ground, String region) {
        known.refresh();
        ground.news().trustChanged(region);
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

    /** What this region signs, for others to believe. */
    byte[] signed(byte[] report) {
        return SignedReport.of(report, keys);
    }

    /** What regions say of themselves. */
    Bulletin bulletin() {
        return bulletin;
    }

    /** Whether this region can seal and open. */
    public KeysUsable keysUsable() {
        return keysUsable;
    }
}
