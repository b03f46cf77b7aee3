package io.multiregion.bench.copy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables of a database, without their rows, as statements that make the same in another database. */
record Schema(List<String> tables, List<String> constraintsAndIndexes) {

    private static final String TABLES = """
            select format('create table %I (%s)', c.relname, string_agg(format('%I %s%s%s', a.attname,
                format_type(a.atttypid, a.atttypmod),
                case when d.oid is null then '' else ' default ' || pg_get_expr(d.adbin, d.adrelid) end,
                case when a.attnotnull then ' not null' else '' end), ', ' order by a.attnum))
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'mr\\_%'
            group by c.relname""";

    private static final String CONSTRAINTS = """
            select format('alter table %I add constraint %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
            from pg_constraint k join pg_class c on c.oid = k.conrelid
            where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'c', 'f')
              and c.relname not like 'mr\\_%'
            order by array_position(array['p', 'u', 'c', 'f'], k.contype::text), 1""";

    private static final String INDEXES = """
            select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
            where c.relnamespace = 'public'::regnamespace and c.relname not like 'mr\\_%'
              and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)""";

    private static final String KEYED_TABLES = """
            select c.relname from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
              and c.relname not like 'mr\\_%'
              and exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')""";

    /** All of Keycloak's tables; those of the extension are left out. */
    static Schema of(Connection database) throws SQLException {
        var later = new ArrayList<>(list(database, CONSTRAINTS));
        later.addAll(list(database, INDEXES));
        return new Schema(list(database, TABLES), later);
    }

    /** The names of the tables that have a primary key. */
    static List<String> keyedTables(Connection database) throws SQLException {
        return list(database, KEYED_TABLES);
    }

    void createTables(Connection database) throws SQLException {
        run(database, tables);
    }

    void createConstraintsAndIndexes(Connection database) throws SQLException {
        run(database, constraintsAndIndexes);
    }

    private static void run(Connection database, List<String> statements) throws SQLException {
        try (var statement = database.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> list(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var found = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }
}
