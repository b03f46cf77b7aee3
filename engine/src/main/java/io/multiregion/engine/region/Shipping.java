package io.multiregion.engine.region;

import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.operate.preflight.Greeting;
import io.multiregion.engine.peer.carrier.Directed;
import io.multiregion.engine.peer.mailbox.Mailbox;
import io.multiregion.engine.peer.pull.Waiting;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.settings.Consent.Direction;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.stream.Lags;
import io.multiregion.engine.stream.Shipper;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.Others;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.trace.Ways;
import io.multiregion.engine.wayback.WayBack;

/** The wing that talks to other regions: what is journalled is cut, sealed and shipped. */
final class Shipping {

    private final Ground ground;
    private final Trust trust;
    private final Waiting waiting;
    private final Mailbox mailbox;
    private final Peer peer;
    private final Succession succession;
    private final Shipper shipper;
    private final WayBack wayBack;
    private final Lags lags;
    private final Cutter cutter;

    Shipping(Ground ground, Trust trust, Journalling journalling, Ports ports, CutBounds bounds) {
        this.ground = ground;
        this.trust = trust;
        waiting = new Waiting(
                ground.region(),
                region -> direction(region) == Direction.IN,
                ground.connections(),
                ground.node().others(),
                ground.clock());
        mailbox = new Mailbox(ground.region(), ports.mailbox(), this::usesMailbox, ground.clock());
        peer = new Peer(
                ground.region(),
                ground.catalogue().shape(),
                trust.envelope(),
                trust.announcements(),
                new Directed(this::direction, ports.transport(), waiting, mailbox),
                ground.settings().patience().answer(),
                this::outranked);
        succession = new Succession(
                ground.region(),
                ground.settings().url(),
                journalling.divergences(),
                journalling.journal(),
                trust.consents(),
                ground.clock());
        Home home = home(journalling, bounds, ports.ways());
        cutter = home.cutter();
        shipper = shipper(home, journalling);
        wayBack = new WayBack(
                ground.connections(),
                ground.topology(),
                peer,
                journalling.resources(),
                ground.node(),
                ground.observer(),
                ground.clock());
        lags = new Lags(home);
        ground.node().doubtIfAlone();
        ground.news().to(shipper, wayBack, waiting);
    }

    private Direction direction(String region) {
        return trust.known().consent(region).direction();
    }

    private boolean usesMailbox() {
        return trust.known().all().stream().anyMatch(region -> region.consent().direction() == Direction.MAILBOX);
    }

    private Shipper shipper(Home home, Journalling journalling) {
        return new Shipper(
                home,
                new Others(peer, trust.consents(), succession, journalling.divergences()),
                new Digests(ground.catalogue()),
                new Inventory(ground.catalogue()),
                ground.node(),
                ground.node().others());
    }

    private Home home(Journalling journalling, CutBounds bounds, Ways ways) {
        return new Home(
                ground.region(),
                ground.connections(),
                ground.topology(),
                journalling.journal(),
                new Cutter(ground.connections(), ground.catalogue(), journalling.journal(), ground.clock(), bounds),
                ground.observer(),
                ground.clock(),
                ground.publicUrl(),
                trust.bulletin(),
                ways);
    }

    /** Whoever knows of a later primary: this region takes no writes before that is settled. */
    private void outranked(String realmId, Claim theirs) {
        boolean doubted = ground.connections()
                .transaction(connection -> RealmRows.of(connection, realmId)
                                .filter(realm -> trust.consents()
                                        .refusesClaim(theirs, realm)
                                        .isEmpty())
                                .isPresent()
                        && RoleRows.doubt(connection, realmId, theirs));
        if (doubted) {
            ground.news().roleChanged(realmId);
        }
    }

    /** Ships, on the one node that does. */
    public Shipper shipper() {
        return shipper;
    }

    /** Gives back, on the one node that does. */
    WayBack wayBack() {
        return wayBack;
    }

    Lags lags() {
        return lags;
    }

    /** Takes cuts, for whoever wants to know where one stands. */
    Cutter cutter() {
        return cutter;
    }

    /** Finds out whether another region is there. */
    Greeting greeting() {
        return new Greeting(peer, trust.bulletin(), ground.clock());
    }

    Peer peer() {
        return peer;
    }

    /** Messages that other regions fetch. */
    Waiting waiting() {
        return waiting;
    }

    /** Messages between regions of which neither calls the other. */
    Mailbox mailbox() {
        return mailbox;
    }

    Succession succession() {
        return succession;
    }
}
