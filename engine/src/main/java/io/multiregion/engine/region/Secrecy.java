package io.multiregion.engine.region;

import io.multiregion.engine.operate.SealingDesk;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.stored.Resealing;
import io.multiregion.engine.secret.stored.Sealing;

/** The wing that seals what is secret in this region's database. */
final class Secrecy {

    private final DataKeys dataKeys;
    private final Resealing resealing;
    private final SealingDesk desk;

    Secrecy(Ground ground, Ports ports) {
        dataKeys = ground.dataKeys();
        dataKeys.start();
        Sealing sealing = new Sealing(ports.transactions(), ground.connections(), dataKeys, ground.clock());
        resealing = new Resealing(
                ground.connections(),
                ground.catalogue(),
                sealing,
                dataKeys,
                realmId -> ground.topology().readOnly(realmId).isEmpty(),
                ground.clock());
        desk = new SealingDesk(sealing, resealing, dataKeys);
    }

    void start() {
        resealing.start();
    }

    void stop() {
        resealing.stop();
        dataKeys.stop();
    }

    /** Decides which realms' secrets are sealed. */
    public SealingDesk desk() {
        return desk;
    }
}
