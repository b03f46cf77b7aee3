package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Path;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Table;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The mapped entity classes whose rows are replicated, from the JPA metamodel and its annotations. */
final class EntityShapes {

    private final Map<Class<?>, EntityShape> byClass = new HashMap<>();
    private final Map<String, EntityShape> byEntityName = new HashMap<>();
    private final Map<String, EntityShape> byTable = new HashMap<>();

    EntityShapes(EntityManagerFactory entityManagers, Ownership ownership) {
        for (EntityType<?> entity : entityManagers.getMetamodel().getEntities()) {
            String table = table(entity);
            List<OwnedTable> owners = ownership.named(table);
            if (!owners.isEmpty()) {
                EntityShape shape = shape(entity, owners);
                requireMapped(shape);
                byClass.put(entity.getJavaType(), shape);
                byEntityName.put(entity.getName(), shape);
                byEntityName.put(entity.getJavaType().getName(), shape);
                byTable.put(table, shape);
            }
        }
    }

    /** The shape of a mapped class, or empty if its rows are not replicated. */
    Optional<EntityShape> of(Class<?> mappedClass) {
        return Optional.ofNullable(byClass.get(mappedClass));
    }

    /** By the name in HQL or the full class name. */
    Optional<EntityShape> named(String entityName) {
        return Optional.ofNullable(byEntityName.get(entityName));
    }

    /** The entity mapped to a table, or empty if there is none: the table of an element collection. */
    Optional<EntityShape> mappedTo(String table) {
        return Optional.ofNullable(byTable.get(table));
    }

    /** A column that leads to the owner and is not mapped would fail some user's request: better fail the start. */
    private static void requireMapped(EntityShape shape) {
        for (OwnedTable owned : shape.owners()) {
            Stream.of(owned.owner(), owned.realm())
                    .map(Path::column)
                    .filter(column -> !shape.attributes().containsKey(column))
                    .forEach(column -> {
                        throw new IllegalStateException("the entity " + shape.entityName() + " maps no column " + column
                                + ": this version of Keycloak Multi-Region does not fit this version of Keycloak");
                    });
        }
    }

    private static EntityShape shape(EntityType<?> entity, List<OwnedTable> owners) {
        Map<String, EntityShape.Attribute> attributes = new HashMap<>();
        Set<String> collectionTables = new HashSet<>();
        for (Attribute<?, ?> attribute : entity.getAttributes()) {
            Member member = attribute.getJavaMember();
            if (attribute.isCollection()) {
                CollectionTable collection = annotation(attribute, CollectionTable.class);
                JoinTable join = annotation(attribute, JoinTable.class);
                if (collection != null) {
                    collectionTables.add(upper(collection.name()));
                } else if (join != null) {
                    collectionTables.add(upper(join.name()));
                }
            } else {
                ((AccessibleObject) member).setAccessible(true);
                attributes.put(
                        column(attribute),
                        new EntityShape.Attribute(
                                attribute.getName(), member, attribute.isAssociation(), idName(attribute)));
            }
        }
        return new EntityShape(entity.getName(), owners, Map.copyOf(attributes), Set.copyOf(collectionTables));
    }

    private static String idName(Attribute<?, ?> attribute) {
        if (!attribute.isAssociation()) {
            return null;
        }
        EntityType<?> target = (EntityType<?>) ((SingularAttribute<?, ?>) attribute).getType();
        return target.hasSingleIdAttribute()
                ? target.getId(target.getIdType().getJavaType()).getName()
                : null;
    }

    private static String column(Attribute<?, ?> attribute) {
        JoinColumn join = annotation(attribute, JoinColumn.class);
        if (join != null && !join.name().isEmpty()) {
            return upper(join.name());
        }
        Column column = annotation(attribute, Column.class);
        return upper(column != null && !column.name().isEmpty() ? column.name() : attribute.getName());
    }

    /** Keycloak annotates the field even where it declares access by the getter. */
    private static <A extends Annotation> A annotation(Attribute<?, ?> attribute, Class<A> type) {
        Member member = attribute.getJavaMember();
        A found = ((AnnotatedElement) member).getAnnotation(type);
        if (found != null || member instanceof Field) {
            return found;
        }
        try {
            return member.getDeclaringClass()
                    .getDeclaredField(attribute.getName())
                    .getAnnotation(type);
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    private static String table(EntityType<?> entity) {
        Table table = entity.getJavaType().getAnnotation(Table.class);
        return upper(table != null && !table.name().isEmpty() ? table.name() : entity.getName());
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
