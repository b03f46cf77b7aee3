package io.multiregion.replication.hibernate;

import jakarta.persistence.Parameter;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** The values that a query was given, for another query that asks with some of them. */
final class QueryParameters {

    private QueryParameters() {}

    /** Gives {@code to} what it wants of what {@code from} has. */
    static void copy(Query from, Query to) {
        Set<Object> wanted = new HashSet<>();
        to.getParameters().forEach(parameter -> wanted.add(name(parameter)));
        for (Parameter<?> parameter : from.getParameters()) {
            if (wanted.contains(name(parameter))) {
                Object value = parameter.getName() != null
                        ? from.getParameterValue(parameter.getName())
                        : from.getParameterValue(parameter.getPosition());
                bind((org.hibernate.query.Query<?>) to, parameter, value);
            }
        }
    }

    private static Object name(Parameter<?> parameter) {
        return parameter.getName() != null ? parameter.getName() : parameter.getPosition();
    }

    private static void bind(org.hibernate.query.Query<?> to, Parameter<?> parameter, Object value) {
        if (parameter.getName() == null) {
            to.setParameter(parameter.getPosition(), value);
        } else if (value instanceof Collection<?> values) {
            to.setParameterList(parameter.getName(), values);
        } else {
            to.setParameter(parameter.getName(), value);
        }
    }

    /** The id that a parameter has, or that the entity has which it is. */
    static Optional<String> id(Query query, String parameter, SharedSessionContractImplementor session) {
        Object value = query.getParameterValue(parameter);
        Object id = value instanceof String
                ? value
                : session.getFactory().getPersistenceUnitUtil().getIdentifier(value);
        return id instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
