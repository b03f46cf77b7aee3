package io.multiregion.replication.hibernate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a bulk statement that tell which rows it affects.
 *
 * @param entity the entity's name, or in SQL the table's
 * @param alias the alias with a dot behind it, or an empty text where the statement has none
 * @param from the entity with its alias, as in the statement
 * @param where the condition with its keyword, or an empty text
 */
record BulkStatement(String entity, String alias, String from, String where) {

    /** A name, with its schema perhaps; what is in quotes has any letters. */
    static final String NAME = "(?:[\\w.]|\"[^\"]+\"|`[^`]+`)+";

    private static final Pattern DELETE = Pattern.compile(
            "^\\s*delete\\s+(?:from\\s+)?(" + NAME + ")(?:\\s+(?:as\\s+)?(?!where\\b)(\\w+))?\\s*(where\\b.*)?$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern UPDATE = Pattern.compile(
            "^\\s*update\\s+(" + NAME + ")(?:\\s+(?:as\\s+)?(?!set\\b)(\\w+))?\\s+set\\s.*?\\s(where\\b.*)?$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Reads a delete or update, in SQL as well as in HQL; empty for anything else. */
    static Optional<BulkStatement> parse(String hql) {
        for (Pattern pattern : new Pattern[] {DELETE, UPDATE}) {
            Matcher matcher = pattern.matcher(hql);
            if (matcher.matches()) {
                String alias = matcher.group(2);
                String where = matcher.group(3);
                return Optional.of(new BulkStatement(
                        matcher.group(1),
                        alias == null ? "" : alias + ".",
                        alias == null ? matcher.group(1) : matcher.group(1) + " " + alias,
                        where == null ? "" : where));
            }
        }
        return Optional.empty();
    }

    /** The parameter that the condition wants a path to equal, or the entity whose id it is. Only for a plain conjunction. */
    Optional<String> parameterOf(String path) {
        String lower = where.toLowerCase(Locale.ROOT);
        if (lower.contains(" or ") || lower.contains("(") || lower.contains(" not ")) {
            return Optional.empty();
        }
        String entityPath = path.endsWith(".id") ? path.substring(0, path.length() - 3) : path;
        Matcher matcher = Pattern.compile(
                        "(?:where|and)\\s+" + Pattern.quote(alias) + Pattern.quote(entityPath)
                                + "(\\.id)?\\s*=\\s*:(\\w+)(?:\\s|$)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(where);
        return matcher.find() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /** Selects the given paths of the rows that the statement affects. */
    String select(String paths) {
        return "select distinct " + paths + " from " + from + " " + where;
    }
}
