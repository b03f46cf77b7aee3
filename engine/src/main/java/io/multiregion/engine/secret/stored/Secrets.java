package io.multiregion.engine.secret.stored;

import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.SealedText;
import io.multiregion.engine.secret.SecretNames;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.secret.key.DataKeys;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Seals a realm's secrets on their way into the database, and opens them on their way out. Safe for use by several threads. */
public final class Secrets {

    private final DataKeys keys;
    private final BooleanSupplier serving;

    /**
     * @param serving whether the present thread serves a request. Where it does not, as while a server starts, a secret that cannot
     *     be opened stays sealed in memory: the server must start for the sake of other realms. Requests about this one
     *     are refused, and what was loaded so is forgotten when its key is there
     */
    public Secrets(DataKeys keys, BooleanSupplier serving) {
        this.keys = keys;
        this.serving = serving;
    }

    /**
     * The text to store: sealed if the realm's secrets are.
     *
     * @param place see {@link SecretNames#place}
     * @param text null, empty, and references to a vault stay what they are
     * @throws SecretsUnavailableException if the realm's key is not open: nothing may be stored
     * @throws IllegalArgumentException if an unsealed secret looks like a sealed one, or a sealed one does not fit into its column
     */
    public String seal(String realmId, String place, String text) {
        if (text == null || text.isEmpty() || SecretNames.isReference(text)) {
            return text;
        }
        Optional<String> sealedBy = SealedText.keyOf(text).filter(id -> !keys.isDestroyed(id));
        if (sealedBy.filter(keys::isKnown).isPresent()) {
            throw new SecretsUnavailableException(
                    "the secret at " + place + " was loaded while its key was out of reach: try again");
        }
        Optional<DataKey> key = keys.sealing(realmId);
        if (key.isEmpty()) {
            if (sealedBy.isPresent()) {
                throw new IllegalArgumentException(
                        "a secret must not look like a sealed one: " + SealedText.PREFIX + "...");
            }
            return text;
        }
        String sealed = SealedText.seal(key.get(), place, text);
        if (!SecretNames.hasRoom(place, sealed)) {
            throw new IllegalArgumentException(
                    "the secret at " + place + " has " + text.length()
                            + " letters, sealed it does not fit into its column: use one of at most 140, or keep it in a vault");
        }
        return sealed;
    }

    /**
     * The text that was stored in a realm.
     *
     * @param stored sealed or not; one whose key was destroyed stays as it is
     * @throws SecretsUnavailableException if its key is not open
     * @throws IllegalStateException if it was sealed for another place or realm, or was changed in the database
     */
    public String open(String realmId, String place, String stored) {
        return open(place, stored, keyId -> keys.opened(realmId, keyId));
    }

    /**
     * The text that was stored where nothing tells the realm yet: the row's names do.
     *
     * @param stored sealed or not; one whose key was destroyed stays as it is
     * @throws SecretsUnavailableException if its key is not open
     * @throws IllegalStateException if it was sealed for another place or realm, or was changed in the database
     */
    public String open(String place, String stored) {
        return open(place, stored, keys::opened);
    }

    private String open(String place, String stored, Function<String, DataKey> opened) {
        Optional<String> keyId = SealedText.keyOf(stored);
        if (keyId.filter(id -> !keys.isDestroyed(id)).isEmpty()) {
            return stored;
        }
        DataKey key;
        try {
            key = opened.apply(keyId.get());
        } catch (SecretsUnavailableException e) {
            if (serving.getAsBoolean()) {
                throw e;
            }
            keys.leftSealed(keyId.get());
            return stored;
        }
        try {
            return SealedText.open(key, place, stored);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the sealed secret at " + place
                            + " was not sealed for this place: the database was changed by hand",
                    e);
        }
    }
}
