package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.OwnedTable;
import java.lang.reflect.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How an entity class maps to a replicated table.
 *
 * @param entityName the name of the entity in HQL
 * @param owners the possible owners of its rows
 * @param attributes the attribute behind each column, by the column's upper-case name
 * @param collectionTables the tables of its element collections and joins: they belong to the same resource
 */
record EntityShape(
        String entityName, List<OwnedTable> owners, Map<String, Attribute> attributes, Set<String> collectionTables) {

    /**
     * An attribute of an entity.
     *
     * @param name its name in HQL
     * @param member the field or getter that holds its value
     * @param association whether the value is another entity, of which the column holds the id
     * @param idName the name of the other entity's id, for an association
     */
    record Attribute(String name, Member member, boolean association, String idName) {

        /** The HQL path to the value of the column. */
        String hql() {
            return association ? name + "." + idName : name;
        }
    }

    String table() {
        return owners.get(0).name();
    }
}
