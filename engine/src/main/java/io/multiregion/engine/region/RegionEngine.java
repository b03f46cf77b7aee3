package io.multiregion.engine.region;

import io.multiregion.engine.node.OtherNodes;
import java.util.List;

/** The engine of one region as it runs on one node: its wings, put together in the order of the flow. */
public final class RegionEngine {

    private final Ground ground;
    private final Trust trust;
    private final Secrecy secrecy;
    private final Shipping shipping;
    private final Moving moving;
    private final Receiving receiving;
    private final Operating operating;

    /** Takes part in nothing yet. Called on a thread without a transaction. */
    public RegionEngine(Ground ground, Trust trust, Journalling journalling, Ports ports) {
        this.ground = ground;
        this.trust = trust;
        secrecy = new Secrecy(ground, ports);
        shipping = new Shipping(ground, trust, journalling, ports.transport());
        moving = new Moving(ground, trust, journalling, shipping, ports);
        receiving = new Receiving(ground, trust, journalling, shipping, ports, moving::promoted);
        operating = new Operating(ground, trust, journalling, shipping, moving, receiving, ports);
    }

    /** Ships and asks other regions from now on, if this node is the one that does. */
    public void start() {
        ground.node()
                .start(
                        List.of(leading -> ground.topology().refresh(), leading -> trust.look()),
                        moving.confirmation()::look,
                        shipping.shipper());
        secrecy.start();
    }

    /** Waits two seconds at most for what is under way. */
    public void stop() {
        ground.node().stop();
        secrecy.stop();
        moving.stop();
        receiving.stop();
    }

    /** What this node does when another one has told it something. */
    public OtherNodes.Listener listener() {
        return new OtherNodes.Listener() {
            @Override
            public void heard(String realmId) {
                shipping.shipper().wake(realmId);
            }

            @Override
            public void lookAtRealms() {
                ground.topology().refresh();
            }

            @Override
            public void lookAtTrust() {
                trust.refresh();
            }
        };
    }

    /** What all wings stand on. */
    public Ground ground() {
        return ground;
    }

    /** Who this region is, and whom it trusts. */
    public Trust trust() {
        return trust;
    }

    /** What is secret in this region's database. */
    public Secrecy secrecy() {
        return secrecy;
    }

    /** What goes to other regions. */
    public Shipping shipping() {
        return shipping;
    }

    /** How the primary role moves. */
    public Moving moving() {
        return moving;
    }

    /** What comes from other regions. */
    public Receiving receiving() {
        return receiving;
    }

    /** What operators ask and order. */
    public Operating operating() {
        return operating;
    }
}
