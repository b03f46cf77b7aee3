package io.multiregion.engine.region;

import io.multiregion.engine.admission.Door;
import io.multiregion.engine.apply.Adoption;
import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.apply.old.OldEnds;
import io.multiregion.engine.apply.old.OldWithdrawals;
import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.forgotten.FeedCheck;
import io.multiregion.engine.forgotten.ForgottenCopies;
import io.multiregion.engine.onelog.Reporter;
import io.multiregion.engine.peer.pull.Fetchers;
import io.multiregion.engine.receive.Acts;
import io.multiregion.engine.receive.Admittance;
import io.multiregion.engine.receive.Letterbox;
import io.multiregion.engine.receive.Receiver;
import io.multiregion.engine.receive.SealedAnswers;
import io.multiregion.engine.receive.ask.AskActs;
import io.multiregion.engine.receive.ask.RowQuestions;
import io.multiregion.engine.receive.back.TakeBack;
import io.multiregion.engine.receive.copy.ArrivingCuts;
import io.multiregion.engine.receive.copy.CopyActs;
import io.multiregion.engine.receive.copy.CopyRemoval;
import io.multiregion.engine.receive.copy.Invitations;
import io.multiregion.engine.receive.copy.Prospect;
import io.multiregion.engine.receive.copy.StagedParts;
import io.multiregion.engine.receive.known.CopyNotes;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.role.RoleActs;
import io.multiregion.engine.receive.role.RoleEvents;
import io.multiregion.engine.secret.stored.SealedBytes;
import io.multiregion.engine.succession.Promoted;

/** The wing that other regions talk to: messages are admitted, opened, and applied to copies. */
final class Receiving {

    private final Ground ground;
    private final Trust trust;
    private final Applier applier;
    private final Adoption adoption;
    private final OldEnds oldEnds;
    private final OldWithdrawals oldWithdrawals;
    private final Door door;
    private final CopyRemoval removal;
    private final Receiver receiver;
    private final Fetchers fetchers;
    private final FeedCheck feedCheck;
    private final Reporter reporter;
    private final ForgottenCopies forgotten;

    /** @param promoted told when another region has handed over a realm */
    Receiving(Ground ground, Trust trust, Journalling journalling, Shipping shipping, Ports ports, Promoted promoted) {
        this.ground = ground;
        this.trust = trust;
        RowApplier rows = new RowApplier(ground.catalogue(), ground.dialect());
        applier = new Applier(
                ports.copies(), rows, ground.dialect(), journalling.journal(), ground.observer(), ground.clock());
        adoption = new Adoption(ports.copies(), rows, journalling.journal(), ground.node()::isAwake, ground.clock());
        oldEnds = new OldEnds(ports.copies(), ground.topology(), ground.clock());
        oldWithdrawals = new OldWithdrawals(
                ports.copies(), ground.topology(), journalling.journal(), ground.node()::isAwake, ground.clock());
        removal = new CopyRemoval(ground.connections(), applier::removeCopy);
        door = new Door(trust.announcements(), ground.observer());
        Holders holders = new Holders(ground.connections(), trust.consents());
        CopyNotes notes = new CopyNotes(ground.connections(), ground.clock());
        receiver = new Receiver(
                trust.envelope(),
                holders,
                new Admittance(ground.region(), ground.catalogue().shape(), holders, notes),
                new Acts(
                        copy(),
                        role(shipping, ports, promoted),
                        ask(journalling, holders, ports),
                        new TakeBack(ground.connections(), adoption, ground.news()),
                        prospect(shipping, ports)),
                notes,
                new SealedAnswers(ground.catalogue().shape(), trust.envelope(), ground.topology()),
                ground.observer());
        Letterbox letterbox = new Letterbox(door, receiver);
        shipping.mailbox().deliverTo(letterbox);
        fetchers = new Fetchers(ground.region(), trust.known(), trust.announcements(), ports.fetching(), letterbox);
        feedCheck = new FeedCheck(
                ground.connections(), ground.topology(), shipping.peer(), ground.news()::roleChanged, ground.clock());
        reporter = new Reporter(ground.connections(), ground.topology(), shipping.peer(), ground.clock());
        forgotten = new ForgottenCopies(ground.connections(), removal, ground.news()::roleChanged, ground.clock());
    }

    private CopyActs copy() {
        Connections connections = ground.connections();
        Invitations invitations = new Invitations(connections, trust.consents(), ground.clock());
        StagedParts staged = new StagedParts(connections, trust.envelope(), new SealedBytes(ground.dataKeys()));
        return CopyActs.of(
                ground.region(),
                connections,
                invitations,
                removal,
                new ArrivingCuts(staged, applier, invitations),
                ground.clock());
    }

    private Prospect prospect(Shipping shipping, Ports ports) {
        return new Prospect(
                ground.region(),
                ground.connections(),
                new Invitations(ground.connections(), trust.consents(), ground.clock()),
                ports.checks(),
                shipping.greeting()::reaches);
    }

    private RoleActs role(Shipping shipping, Ports ports, Promoted promoted) {
        return RoleActs.of(
                ground.connections(),
                trust.consents(),
                shipping.succession(),
                ports.traffic().shared(),
                RoleEvents.of(promoted, shipping.shipper()::heard),
                ground.clock());
    }

    private AskActs ask(Journalling journalling, Holders holders, Ports ports) {
        return AskActs.of(
                ground.region(),
                ground.connections(),
                ground.clock(),
                new AskActs.Sources(
                        holders,
                        trust.consents(),
                        journalling.journal(),
                        journalling.divergences(),
                        new RowQuestions(ground.catalogue()),
                        trust.bulletin()),
                ports.checks(),
                ports.probes());
    }

    void stop() {
        fetchers.stop();
        door.stop();
    }

    /** Lets the messages of other regions in. */
    public Door door() {
        return door;
    }

    /** Takes the messages of other regions. */
    public Receiver receiver() {
        return receiver;
    }

    /** Fetches messages from regions that may not send them here. */
    Fetchers fetchers() {
        return fetchers;
    }

    /** What is remembered of sessions that have ended. */
    OldEnds oldEnds() {
        return oldEnds;
    }

    /** What is remembered of consents that were withdrawn. */
    OldWithdrawals oldWithdrawals() {
        return oldWithdrawals;
    }

    /** Asks whether copies that hear nothing are fed. */
    FeedCheck feedCheck() {
        return feedCheck;
    }

    /** Tells primaries what has happened here. */
    Reporter reporter() {
        return reporter;
    }

    /** Removes copies that no primary feeds. */
    ForgottenCopies forgotten() {
        return forgotten;
    }

    /** Takes what other regions had. */
    Adoption adoption() {
        return adoption;
    }
}
