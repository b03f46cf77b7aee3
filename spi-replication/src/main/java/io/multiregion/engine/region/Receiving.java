package io.multiregion.engine.region;

import io.multiregion.engine.admission.Door;
import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.apply.RowApplier;
import io.multiregion.engine.receive.ArrivingCuts;
import io.multiregion.engine.receive.Holders;
import io.multiregion.engine.receive.Orders;
import io.multiregion.engine.receive.Receiver;
import io.multiregion.engine.receive.RoleOrders;
import io.multiregion.engine.receive.RowQuestions;
import io.multiregion.engine.receive.StagedParts;
import io.multiregion.engine.secret.stored.SealedBytes;
import io.multiregion.engine.succession.Promoted;

/** The wing that other regions talk to: messages are admitted, opened, and applied to copies. */
public final class Receiving {

    private final Ground ground;
    private final Trust trust;
    private final Applier applier;
    private final Door door;
    private final Receiver receiver;

    /** @param promoted told when another region has handed over a realm */
    Receiving(Ground ground, Trust trust, Journalling journalling, Shipping shipping, Ports ports, Promoted promoted) {
        this.ground = ground;
        this.trust = trust;
        applier = new Applier(
                ports.copies(),
                new RowApplier(ground.catalogue(), ground.dialect()),
                ground.dialect(),
                journalling.journal(),
                ground.observer(),
                ground.clock());
        door = new Door(trust.announcements(), ground.observer());
        Holders holders = new Holders(ground.region(), ground.connections(), trust.consents(), ground.clock());
        receiver = new Receiver(
                ground.region(),
                ground.catalogue().shape(),
                trust.envelope(),
                ground.connections(),
                ground.topology(),
                holders,
                new ArrivingCuts(staged(), applier, holders),
                orders(journalling),
                roleOrders(journalling, shipping, ports, promoted),
                ground.observer());
    }

    private StagedParts staged() {
        return new StagedParts(ground.connections(), trust.envelope(), new SealedBytes(ground.dataKeys()));
    }

    private Orders orders(Journalling journalling) {
        return new Orders(
                ground.region(),
                ground.connections(),
                journalling.journal(),
                new RowQuestions(ground.catalogue()),
                applier::removeCopy,
                ground.clock());
    }

    private RoleOrders roleOrders(Journalling journalling, Shipping shipping, Ports ports, Promoted promoted) {
        return new RoleOrders(
                ground.region(),
                ground.connections(),
                trust.consents(),
                shipping.succession(),
                journalling.divergences(),
                ports.checks(),
                promoted,
                shipping.shipper()::heard,
                ports.probes(),
                ports.traffic().shared(),
                ground.clock());
    }

    void stop() {
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

    Applier applier() {
        return applier;
    }
}
