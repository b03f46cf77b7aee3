package io.multiregion.engine.receive.ask;

import java.util.List;

/** Mints and validates tokens that are good for nothing but to prove that a realm's keys work here and are known there. */
public interface Probes {

    /**
     * Signs one token with each active signing key of the realm.
     *
     * @param to the region that is to validate them
     * @throws IllegalStateException if a key can't be used here
     */
    List<String> mint(String realmId, String to);

    /**
     * Validates tokens of another region by the realm's keys as this region has them.
     *
     * @throws IllegalStateException saying what is wrong with which
     */
    void validate(String realmId, String from, List<String> tokens);
}
