package io.multiregion.engine.state.part;

/**
 * A replicated realm as it is called, the same in all regions.
 *
 * @param id its id
 * @param name its name, as last heard
 * @param label its name in DNS, or null
 * @param issuer its issuer as JSON, or null for what Keycloak is configured with
 */
public record Realm(String id, String name, String label, String issuer) {

    public static Realm named(String id, String name, String label) {
        return new Realm(id, name, label, null);
    }
}
