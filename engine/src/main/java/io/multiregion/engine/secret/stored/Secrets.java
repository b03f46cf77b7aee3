package io.multiregion.engine.secret.stored;

import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.SealedText;
import io.multiregion.engine.secret.SecretNames;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.secret.UnsealableSecretException;
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
     * @throws UnsealableSecretException if it looks like a sealed one, or does not fit into its column when it is sealed
     */
    public String seal(String realmId, String place, String text) {
        if (text == null || text.isEmpty() || SecretNames.isReference(text)) {
            return text;
        }
        Optional<String> sealedBy = SealedText.keyOf(text).filter(id -> !keys.isDestroyed(id));
        if (sealedBy.isPresent()) {
            requireOurs(realmId, place, text, sealedBy.get());
            throw new SecretsUnavailableException(
                    "the secret at " + place + " was loaded while its key was out of reach: try again");
        }
        return keys.sealing(realmId)
                .map(key -> SealedText.seal(key, place, text))
                .orElse(text);
    }

    /** Whoever made it up must not have it stored: nothing could ever open it. */
    private void requireOurs(String realmId, String place, String text, String keyId) {
        if (keys.isKnown(keyId)) {
            try {
                SealedText.open(keys.opened(realmId, keyId), place, text);
                return;
            } catch (GeneralSecurityException | IllegalStateException madeUp) {
                // as if there were no such key
            }
        }
        throw new UnsealableSecretException(
                "it looks like a sealed one: use one that does not begin with " + SealedText.PREFIX);
    }

    /** Whether a stored text looks like a sealed one and no data key of this region has sealed it. */
    boolean lacksKeyOf(String stored) {
        return keys.lacksKeyOf(stored);
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
