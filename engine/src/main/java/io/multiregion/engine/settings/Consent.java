package io.multiregion.engine.settings;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What operators of this region let another region do here, beyond being shipped to. Written {@code
 * realms=acme,shop&mayBecomePrimary=true}, where {@code *} stands for all realms.
 *
 * @param realms the names of the realms that it may have this region take copies of; {@link #ALL} alone for any
 * @param mayBecomePrimary whether it may take the primary role of a realm that this region holds and it does not lead yet
 */
public record Consent(Set<String> realms, boolean mayBecomePrimary) {

    /** In place of names: all realms. Keycloak lets no realm be called so. */
    public static final String ALL = "*";

    /** To nothing: what holds for a region of which nothing was said. */
    public static final Consent NONE = new Consent(Set.of(), false);

    public static final String REALMS = "realms";
    public static final String MAY_BECOME_PRIMARY = "mayBecomePrimary";

    private static final int MOST_REALMS = 1000;
    private static final int LONGEST_NAME = 255;

    /** What Keycloak lets no realm name have, as far as it would be mistaken here. */
    private static final Pattern NAME = Pattern.compile("[^,&=*/?#\\p{Cntrl}]+");

    /** @throws IllegalArgumentException naming the member that is wrong */
    public Consent {
        realms = Set.copyOf(realms);
        if (realms.contains(ALL) && realms.size() > 1) {
            throw new IllegalArgumentException(REALMS + " has " + ALL + " beside names: give one or the other");
        }
        if (realms.size() > MOST_REALMS) {
            throw new IllegalArgumentException(REALMS + " has more than " + MOST_REALMS + " names: use " + ALL);
        }
        for (String realm : realms) {
            if (!realm.equals(ALL)
                    && (realm.length() > LONGEST_NAME || !NAME.matcher(realm).matches())) {
                throw new IllegalArgumentException(REALMS + " has '" + realm + "', which can be no realm's name");
            }
        }
    }

    /** Whether it may have this region take a copy of a realm of this name. */
    public boolean isToCopy(String realmName) {
        return realms.contains(ALL) || realms.contains(realmName);
    }

    /** The names in order, for people to read. */
    public List<String> names() {
        return realms.stream().sorted().toList();
    }

    /**
     * This consent, but for what is said anew.
     *
     * @param realmNames names with commas between them, or {@link #ALL}; empty for none; null to leave it
     * @param primary {@code true} or {@code false}; null to leave it
     * @throws IllegalArgumentException naming the member that is wrong
     */
    public Consent but(String realmNames, String primary) {
        return new Consent(
                realmNames == null ? realms : split(realmNames), primary == null ? mayBecomePrimary : bool(primary));
    }

    private static Set<String> split(String names) {
        Set<String> split = new LinkedHashSet<>();
        for (String name : names.isBlank() ? new String[0] : names.split(",", -1)) {
            split.add(name.strip());
        }
        return split;
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(MAY_BECOME_PRIMARY + " is '" + text + "': use true or false");
        }
        return text.equals("true");
    }

    /** @throws IllegalArgumentException naming the member that is wrong */
    public static Consent parse(String text) {
        Map<String, String> said = new HashMap<>();
        for (String member : text.split("&", -1)) {
            int equals = member.indexOf('=');
            String name = member.substring(0, Math.max(0, equals));
            if (!name.equals(REALMS) && !name.equals(MAY_BECOME_PRIMARY)) {
                throw new IllegalArgumentException(
                        "'" + member + "' is neither " + REALMS + "=... nor " + MAY_BECOME_PRIMARY + "=...");
            }
            if (said.put(name, member.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
        return NONE.but(said.get(REALMS), said.get(MAY_BECOME_PRIMARY));
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return REALMS + "=" + String.join(",", names()) + "&" + MAY_BECOME_PRIMARY + "=" + mayBecomePrimary;
    }
}
