package io.multiregion.engine.region;

import io.multiregion.engine.catalogue.OtherTables;
import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.chronicle.TimelineRows.Happening;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Confirmation;
import io.multiregion.engine.failover.Drain;
import io.multiregion.engine.failover.Failover;
import io.multiregion.engine.failover.Handover;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.failover.rule.Candidacy;
import io.multiregion.engine.failover.rule.Eligibility;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.settings.Settings;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Promoted;
import io.multiregion.engine.traffic.RepeatedSwitch;
import java.time.Instant;
import org.jboss.logging.Logger;

/** The wing that moves the primary role of realms, and the traffic after it. */
final class Moving {

    private static final Logger LOG = Logger.getLogger(Moving.class);

    private final Ground ground;
    private final Promoted jobs;
    private final RepeatedSwitch traffic;
    private final Drain drain;
    private final Switchover switchover;
    private final Failover failover;
    private final Confirmation confirmation;

    Moving(Ground ground, Trust trust, Journalling journalling, Shipping shipping, Ports ports) {
        this.ground = ground;
        jobs = ports.jobs();
        traffic = new RepeatedSwitch(ports.traffic(), ground.topology());
        Rules rules = rules(ground);
        drain = new Drain(ground.connections(), journalling.journal(), ground.news()::tryAgain);
        switchover = switchover(trust, journalling, shipping, ports, rules);
        failover = new Failover(
                ground.region(),
                ground.connections(),
                shipping.succession(),
                new Candidacy(
                        ground.region(),
                        ground.catalogue().shape(),
                        ground.connections(),
                        rules,
                        ports.checks(),
                        ground.clock()),
                this::promoted,
                ports.traffic().shared());
        confirmation = new Confirmation(
                ground.connections(),
                ground.topology(),
                new Confirmation.Others(
                        shipping.peer(),
                        trust.consents(),
                        ground.node().threads().streams()),
                switchover,
                this::confirmed,
                ground.clock());
    }

    private Switchover switchover(Trust trust, Journalling journalling, Shipping shipping, Ports ports, Rules rules) {
        Connections connections = ground.connections();
        return new Switchover(
                connections,
                shipping.peer(),
                new Eligibility(
                        connections,
                        journalling.journal(),
                        shipping.peer(),
                        trust.consents(),
                        rules,
                        ports.checks(),
                        new OtherTables(connections, ground.catalogue().ownership())),
                new Handover(connections, drain, shipping.succession(), ground.news()::roleChanged, ground.clock()),
                ground.news()::roleChanged,
                ports.traffic().shared(),
                ground.clock());
    }

    private static Rules rules(Ground ground) {
        Settings settings = ground.settings();
        return new Rules(
                new Rules.Bounds(
                        settings.moves().flapInterval(),
                        settings.moves().lagBound(),
                        settings.moves().silence()),
                ground.clock());
    }

    /**
     * What is left to do once this region has become a realm's primary: guards and shippers look again, users are sent here, and the jobs
     * that only a primary runs begin. The role has moved by then; whatever fails here is logged and does not undo it.
     */
    void promoted(RealmState realm) {
        LOG.infof("this region is the primary of realm %s since epoch %d", realm.realmName(), realm.epoch());
        ground.news().roleChanged(realm.realmId());
        note(realm);
        traffic.promoted(realm);
        ground.node().threads().background().execute(() -> beginJobs(realm));
    }

    private void note(RealmState realm) {
        Happening leads = new Happening(
                ground.region(),
                "PRIMARY",
                "took the role at epoch " + realm.epoch(),
                null,
                ground.clock().millis());
        try {
            ground.connections().run(connection -> TimelineRows.add(connection, realm.realmId(), leads));
        } catch (RuntimeException e) {
            LOG.debugf(e, "the timeline of realm %s lacks that this region leads it", realm.realmName());
        }
    }

    /** The timers of user storage that came with a copy were never set: a copy does not synchronise. */
    private void beginJobs(RealmState realm) {
        try {
            jobs.promoted(realm);
        } catch (RuntimeException e) {
            LOG.errorf(e, "the user storage of realm %s is not synchronised yet, it is tried again", realm.realmName());
        }
    }

    /**
     * A region that was away may have been promoted and gone before users were sent to it. A role that has never moved has moved no
     * users: a realm that somebody has just had replicated gets at nothing that all share.
     */
    private void confirmed(String realmId) {
        ground.news().roleChanged(realmId);
        ground.topology()
                .of(realmId)
                .filter(RealmState::isPrimary)
                .filter(realm -> realm.changedAt().isAfter(Instant.EPOCH))
                .ifPresent(traffic::promoted);
    }

    void stop() {
        traffic.stop();
    }

    /** Waits until another region has what is committed. */
    Drain drain() {
        return drain;
    }

    /** Moves the primary role of this region's realms to another one. */
    public Switchover switchover() {
        return switchover;
    }

    /** Makes this region a primary. */
    public Failover failover() {
        return failover;
    }

    /** Finds out whether this region still is the primary of what it was. */
    public Confirmation confirmation() {
        return confirmation;
    }
}
