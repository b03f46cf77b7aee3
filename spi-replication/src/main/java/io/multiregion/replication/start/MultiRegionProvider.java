package io.multiregion.replication.start;

import org.keycloak.provider.Provider;

/** Names the SPI; what it is about lives in {@link MultiRegion}, once for the server. */
interface MultiRegionProvider extends Provider {

    @Override
    default void close() {}
}
