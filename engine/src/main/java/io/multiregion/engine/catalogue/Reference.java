package io.multiregion.engine.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A column that refers to something of its row's realm.
 *
 * @param column its name
 * @param realm how it names the realm itself, or null where it names something in it
 * @param targets what it may name: a value is looked up in each
 */
public record Reference(String column, Realm realm, List<Target> targets) {

    /** How a column names the realm of its row. */
    public enum Realm {
        /** By its id, always. */
        ALWAYS,
        /** By its id, or it is empty. */
        OR_NOTHING
    }

    /**
     * Rows that a column may name.
     *
     * @param table the table whose key it holds
     * @param prefix what stands before that key in the value, and a colon after it: {@code f:<key>:<name>} is an id of Keycloak's user
     *     storage; empty where the value is the key itself
     */
    public record Target(String table, String prefix) {

        static Target parse(String text) {
            int table = text.lastIndexOf(':') + 1;
            return new Target(text.substring(table), text.substring(0, table));
        }

        /** The key that a value holds for this table, or empty. */
        public Optional<String> keyIn(String value) {
            if (prefix.isEmpty()) {
                return Optional.of(value);
            }
            int end = value.indexOf(':', prefix.length());
            return value.startsWith(prefix) && end > 0
                    ? Optional.of(value.substring(prefix.length(), end))
                    : Optional.empty();
        }
    }

    static Reference parse(String column, String target) {
        return switch (target) {
            case "realm" -> new Reference(column, Realm.ALWAYS, List.of());
            case "realm?" -> new Reference(column, Realm.OR_NOTHING, List.of());
            default ->
                new Reference(
                        column,
                        null,
                        Arrays.stream(target.split(",")).map(Target::parse).toList());
        };
    }
}
