package io.multiregion.replication.start;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI under which the extension is configured: {@code --spi-multi-region--default--<option>}. */
public final class MultiRegionSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "multi-region";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return MultiRegionProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return MultiRegionFactory.class;
    }
}
