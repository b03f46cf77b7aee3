package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.merge.RowMerge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.persister.entity.EntityPersister;

/** Whether an update of an entity only moves its row on, by the merge rule of its table: of some tables a secondary may write no more. */
final class Steps {

    /** @param before what was loaded, or null if nobody knows: then it is no step */
    boolean isStep(EntityShape shape, EntityPersister persister, Object entity, Object[] before) {
        OwnedTable table = shape.owners().get(0);
        if (!table.back() || table.backWhole() || before == null) {
            return false;
        }
        Map<String, String> columns = new HashMap<>();
        shape.attributes().forEach((column, attribute) -> columns.put(attribute.name(), column));
        List<String> names = Stream.of(persister.getPropertyNames())
                .map(property -> columns.getOrDefault(property, property))
                .toList();
        // the entity, and not the state that is written: what is secret is sealed there
        return RowMerge.of(table, names).isStep(before, persister.getValues(entity));
    }
}
