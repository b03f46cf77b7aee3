package io.multiregion.engine.settings;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What operators of this region let another region do here, beyond being shipped to, and which of the two calls the other. Written
 * {@code realms=acme,shop&mayBecomePrimary=true&direction=in}, where {@code *} stands for all realms.
 *
 * @param realms the names of the realms that it may have this region take copies of; {@link #ALL} alone for any
 * @param mayBecomePrimary whether it may take the primary role of a realm that this region holds and it does not lead yet
 * @param direction who calls whom
 */
public record Consent(Set<String> realms, boolean mayBecomePrimary, Direction direction) {

    /** Who opens connections, whoever has something to say: as a firewall lets them. */
    public enum Direction {
        /** Each region calls the other. */
        BOTH,
        /** This region calls the other one, and fetches what that one has for it. */
        OUT,
        /** The other region calls this one: what is for it waits here until it is fetched. */
        IN,
        /** Neither calls the other: messages lie in a place that both reach. */
        MAILBOX;

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Direction of(String word) {
            for (Direction direction : values()) {
                if (direction.word().equals(word)) {
                    return direction;
                }
            }
            throw new IllegalArgumentException(DIRECTION + " is '" + word + "': use one of "
                    + Stream.of(values()).map(Direction::word).collect(Collectors.joining(", ")));
        }
    }

    /** In place of names: all realms. Keycloak lets no realm be called so. */
    public static final String ALL = "*";

    /** To nothing: what holds for a region of which nothing was said. */
    public static final Consent NONE = new Consent(Set.of(), false, Direction.BOTH);

    public static final String REALMS = "realms";
    public static final String MAY_BECOME_PRIMARY = "mayBecomePrimary";
    public static final String DIRECTION = "direction";

    private static final int MOST_REALMS = 1000;
    private static final int LONGEST_NAME = 255;

    /** What Keycloak lets no realm name have, as far as it would be mistaken here. */
    private static final Pattern NAME = Pattern.compile("[^,&=*/?#\\p{Cntrl}]+");

    /** Each region calls the other. */
    public Consent(Set<String> realms, boolean mayBecomePrimary) {
        this(realms, mayBecomePrimary, Direction.BOTH);
    }

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
     * @param way the word of a {@link Direction}; null to leave it
     * @throws IllegalArgumentException naming the member that is wrong
     */
    public Consent but(String realmNames, String primary, String way) {
        return new Consent(
                realmNames == null ? realms : split(realmNames),
                primary == null ? mayBecomePrimary : bool(primary),
                way == null ? direction : Direction.of(way));
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
            if (!List.of(REALMS, MAY_BECOME_PRIMARY, DIRECTION).contains(name)) {
                throw new IllegalArgumentException("'" + member + "' is neither " + REALMS + "=... nor "
                        + MAY_BECOME_PRIMARY + "=... nor " + DIRECTION + "=...");
            }
            if (said.put(name, member.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
        return NONE.but(said.get(REALMS), said.get(MAY_BECOME_PRIMARY), said.get(DIRECTION));
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return REALMS + "=" + String.join(",", names()) + "&" + MAY_BECOME_PRIMARY + "=" + mayBecomePrimary
                + (direction == Direction.BOTH ? "" : "&" + DIRECTION + "=" + direction.word());
    }
}
