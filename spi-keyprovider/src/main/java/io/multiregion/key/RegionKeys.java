package io.multiregion.key;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The identity of this region: the key pairs with which it signs what it ships and opens what is shipped to it. One is enough. While a
 * key is changed there are two, the new one first: it signs, and what was sealed for the old one still opens. Where a service's keys
 * do one thing only, there is one for each.
 *
 * @param all the current ones first; at least one may sign, and at least one may open
 */
public record RegionKeys(List<IdentityKey> all) {

    /** @throws IllegalArgumentException if no key may sign, or none may open */
    public RegionKeys {
        all = List.copyOf(all);
        first(all, KeyUse.SIGN);
        first(all, KeyUse.OPEN);
    }

    /**
     * The keys at these places.
     *
     * @param uris one or more URIs with blanks between them, the current one first
     * @param secret password, PIN or token for all of them; neither changed nor kept longer than needed
     * @throws IllegalArgumentException if a URI is malformed or names no usable key, or the keys do not suffice: it says what to do
     * @throws KeyUnavailableException if a place cannot be reached now
     */
    public static RegionKeys at(String uris, char[] secret) {
        List<IdentityKey> keys = new ArrayList<>();
        for (String uri : uris.strip().split("\\s+")) {
            keys.add(Keys.identity(uri, secret));
        }
        return new RegionKeys(keys);
    }

    /** The key that signs: the first one that may. */
    public IdentityKey signing() {
        return first(all, KeyUse.SIGN);
    }

    /** All keys that may open, the current one first. */
    public List<IdentityKey> opening() {
        return all.stream()
                .filter(key -> KeyUse.OPEN.allowedBy(key.certificate()))
                .toList();
    }

    /** The certificates that other regions should know this region by, the current one first. */
    public List<X509Certificate> certificates() {
        return all.stream().map(IdentityKey::certificate).toList();
    }

    private static IdentityKey first(List<IdentityKey> keys, KeyUse use) {
        return keys.stream()
                .filter(key -> use.allowedBy(key.certificate()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of the keys "
                        + keys.stream().map(IdentityKey::uri).collect(Collectors.joining(" "))
                        + (use == KeyUse.SIGN
                                ? " may sign: add one whose certificate has the key usage digitalSignature, or none"
                                : " may open what is sealed for this region: add one whose certificate has the key usage"
                                        + " keyEncipherment (RSA) or keyAgreement (EC), or none")));
    }
}
