package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.merge.RowMerge;
import java.lang.reflect.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.persister.entity.EntityPersister;

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

    /**
     * Whether an update of an entity only moves its row on, by the merge rule of its table: of some tables a secondary may write no more.
     *
     * @param before what was loaded, or null if nobody knows: then it is no step
     */
    boolean isStep(EntityPersister persister, Object entity, Object[] before) {
        OwnedTable table = owners.get(0);
        if (!table.back() || table.backWhole() || before == null) {
            return false;
        }
        Map<String, String> columns = new HashMap<>();
        attributes.forEach((column, attribute) -> columns.put(attribute.name(), column));
        List<String> names = Stream.of(persister.getPropertyNames())
                .map(property -> columns.getOrDefault(property, property))
                .toList();
        // the entity, and not the state that is written: what is secret is sealed there
        return RowMerge.of(table, names).isStep(before, persister.getValues(entity));
    }
}
