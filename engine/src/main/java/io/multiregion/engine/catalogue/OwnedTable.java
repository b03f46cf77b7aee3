package io.multiregion.engine.catalogue;

import io.multiregion.engine.resource.Kind;
import java.util.List;
import java.util.Set;

/**
 * A table whose rows belong to resources of a kind. A table with two possible owners (protocol mappers) is there once for each.
 *
 * @param name the table, upper case
 * @param kind the kind of resource that owns a row
 * @param owner how a row leads to the id of its resource
 * @param realm how a row leads to the id of its realm
 * @param regional columns that keep this region's value
 * @param latest columns that are taken together from the row in which the first of them is greater
 * @param returns what a secondary may write, and travels back to the primary: all of its rows, or some columns of those that are there
 */
public record OwnedTable(
        String name,
        Kind kind,
        Path owner,
        Path realm,
        Set<String> regional,
        List<String> latest,
        List<String> returns) {

    static final List<String> ALL = List.of("*");

    /** Whether a secondary may write to it, and what it writes travels back to the primary. */
    public boolean back() {
        return !returns.isEmpty();
    }

    /** Whether a secondary may also add rows, and remove them; else it may only move on those that are there, by their rule. */
    public boolean backWhole() {
        return returns.equals(ALL);
    }

    /** Names the table and its owner's kind on the wire. */
    public String key() {
        return name + "/" + kind;
    }
}
