package io.multiregion.replication.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that Keycloak's own bulk statements have. */
class BulkStatementTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete from UserRoleMappingEntity m where m.roleId = :r     | m.user.id from UserRoleMappingEntity m where m.roleId = :r
            delete from UserAttributeEntity as a where a.user = :user   | a.user.id from UserAttributeEntity a where a.user = :user
            delete UserSessionEntity us where us.realmId = :realm       | us.user.id from UserSessionEntity us where us.realmId = :realm
            delete from ClientScopeMapping where clientScopeId = :scope | user.id from ClientScopeMapping where clientScopeId = :scope
            update UserEntity u set u.link=null where u.realmId=:realmId| u.user.id from UserEntity u where u.realmId=:realmId
            DELETE FROM keycloak.SCOPE_MAPPING WHERE ROLE_ID = :role    | user.id from keycloak.SCOPE_MAPPING WHERE ROLE_ID = :role
            delete from "I-am_1".REALM r where r.ID = :id               | r.user.id from "I-am_1".REALM r where r.ID = :id
            update `I-am`.`x` set A = 1 where B = 2                     | user.id from `I-am`.`x` where B = 2
            delete from RevokedTokenEntity                              | user.id from RevokedTokenEntity
            """)
    void theSameConditionFindsTheOwners(String statement, String owners) {
        BulkStatement bulk = BulkStatement.parse(statement).orElseThrow();
        assertEquals(
                "select distinct " + owners,
                bulk.select(bulk.alias() + "user.id").trim());
    }

    @ParameterizedTest
    @ValueSource(strings = {"select u from UserEntity u", "insert into A (x) select y from B", "<criteria>"})
    void anythingElseIsNotGuessed(String statement) {
        assertTrue(BulkStatement.parse(statement).isEmpty());
    }

    @Test
    void aParameterThatAPathEqualsIsFoundInAPlainConjunctionOnly() {
        BulkStatement plain = BulkStatement.parse("delete from Session s where s.realmId = :realm and s.user = :u")
                .orElseThrow();
        assertEquals(Optional.of("realm"), plain.parameterOf("realmId"));
        assertEquals(Optional.of("u"), plain.parameterOf("user.id"));
        assertEquals(Optional.empty(), plain.parameterOf("id"));
        BulkStatement other = BulkStatement.parse("delete from Session s where s.realmId = :realm or s.user = :u")
                .orElseThrow();
        assertEquals(Optional.empty(), other.parameterOf("realmId"));
    }
}
