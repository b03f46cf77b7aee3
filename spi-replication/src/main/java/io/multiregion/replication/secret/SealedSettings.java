package io.multiregion.replication.secret;

import io.multiregion.engine.secret.SecretNames;
import io.multiregion.engine.secret.UnsealableSecretException;
import io.multiregion.engine.secret.stored.Secrets;
import io.multiregion.replication.guard.Refusal;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.keycloak.services.ErrorResponseException;

/** Settings by name in one table, of which some are secrets: Hibernate's element collections have no listener of their own. */
final class SealedSettings {

    private final Secrets secrets;
    private final String table;

    SealedSettings(Secrets secrets, String table) {
        this.secrets = secrets;
        this.table = table;
    }

    /** @throws ErrorResponseException with 400 if one of them cannot be sealed */
    Map<String, String> sealed(String realmId, String owner, Map<String, String> settings) {
        try {
            return mapped(settings, name -> text -> secrets.seal(realmId, place(owner, name), text));
        } catch (UnsealableSecretException e) {
            // Keycloak's resources pass on no other one of ours: they would answer 500
            Refusal refusal = Refusal.unsealable(e);
            throw new ErrorResponseException(refusal.error(), refusal.description(), Response.Status.BAD_REQUEST);
        }
    }

    Map<String, String> opened(String realmId, String owner, Map<String, String> settings) {
        return mapped(settings, name -> text -> secrets.open(realmId, place(owner, name), text));
    }

    private String place(String owner, String name) {
        return SecretNames.place(table, "VALUE", owner, name);
    }

    private interface ByName {
        UnaryOperator<String> of(String name);
    }

    private static Map<String, String> mapped(Map<String, String> settings, ByName change) {
        if (settings == null) {
            return null;
        }
        Map<String, String> mapped = new HashMap<>(settings);
        mapped.replaceAll((name, text) ->
                SecretNames.isSecretSetting(name) ? change.of(name).apply(text) : text);
        return mapped;
    }
}
