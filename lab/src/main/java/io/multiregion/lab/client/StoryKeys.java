package io.multiregion.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.server.Fips;
import io.multiregion.lab.server.KeycloakCommand;

/**
 * The keys of a story's realm: Keycloak's defaults but for the size of the RSA keys. Servers of stories have no fast arithmetic for large
 * numbers, and take a second for each of a new realm's two default ones.
 */
final class StoryKeys {

    private static final JsonNode PROVIDERS = Json.of("""
            {'org.keycloak.keys.KeyProvider': [
              {name: 'rsa-generated', providerId: 'rsa-generated',
               config: {priority: ['100'], keyUse: ['SIG'], keySize: ['1024']}},
              {name: 'rsa-enc-generated', providerId: 'rsa-enc-generated',
               config: {priority: ['100'], keyUse: ['ENC'], algorithm: ['RSA-OAEP'], keySize: ['1024']}},
              {name: 'hmac-generated-hs512', providerId: 'hmac-generated',
               config: {priority: ['100'], algorithm: ['HS512']}},
              {name: 'aes-generated', providerId: 'aes-generated', config: {priority: ['100']}}]}
            """);

    private StoryKeys() {}

    /** Gives them to a realm that brings no components. FIPS has no keys of that size. */
    static JsonNode in(JsonNode realm) {
        if (KeycloakCommand.isSteady() || Fips.isOn() || realm.has("components")) {
            return realm;
        }
        return ((ObjectNode) realm).set("components", PROVIDERS);
    }
}
