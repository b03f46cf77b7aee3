package io.multiregion.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Many users at once, by SQL: each gets the rows that Keycloak has written for one user, the template, under ids of its own. Seven rows a
 * user: itself, a password, two attributes, two roles, a group.
 */
public record Population(String template) {

    private static final String NEW_ID = "md5(t.id || '-' || n)::uuid::text";

    /** The statements; {@code ?} is the template's id, {@code numbers} is filled in. */
    private static final List<String> ROWS = List.of("""
            insert into user_entity (id, email, email_constraint, email_verified, enabled, federation_link, first_name,
              last_name, realm_id, username, created_timestamp, service_account_client_link, not_before)
            select NEW_ID, 'user' || n || '@acme.test', 'user' || n || '@acme.test', t.email_verified, t.enabled, null,
              t.first_name, t.last_name, t.realm_id, 'user' || n, t.created_timestamp, null, t.not_before
            from user_entity t, generate_series(NUMBERS) n where t.id = ?""", """
            insert into credential (id, salt, type, user_id, created_date, user_label, secret_data, credential_data, priority)
            select gen_random_uuid()::text, c.salt, c.type, NEW_ID, c.created_date, c.user_label, c.secret_data,
              c.credential_data, c.priority
            from user_entity t join credential c on c.user_id = t.id, generate_series(NUMBERS) n where t.id = ?""", """
            insert into user_attribute (id, name, value, user_id)
            select gen_random_uuid()::text, a.name, a.value, NEW_ID
            from user_entity t join user_attribute a on a.user_id = t.id, generate_series(NUMBERS) n where t.id = ?""", """
            insert into user_role_mapping (role_id, user_id)
            select r.id, NEW_ID from user_entity t join keycloak_role r on r.realm_id = t.realm_id and not r.client_role
              and (r.name = 'buyer' or r.name like 'default-roles-%'), generate_series(NUMBERS) n where t.id = ?""", """
            insert into user_group_membership (group_id, user_id, membership_type)
            select m.group_id, NEW_ID, m.membership_type
            from user_entity t join user_group_membership m on m.user_id = t.id, generate_series(NUMBERS) n where t.id = ?""");

    /** Adds the users numbered {@code from} to {@code to}, and returns how many rows that were. */
    public long grow(Connection database, int from, int to) throws SQLException {
        long rows = 0;
        for (var sql : ROWS) {
            var filled = sql.replace("NEW_ID", NEW_ID).replace("NUMBERS", from + ", " + to);
            try (var insert = database.prepareStatement(filled)) {
                insert.setString(1, template);
                rows += insert.executeUpdate();
            }
        }
        try (var analyze = database.createStatement()) {
            analyze.execute("analyze");
        }
        return rows;
    }
}
