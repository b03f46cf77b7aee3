package io.multiregion.replication.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VouchedTest {

    @ParameterizedTest
    @CsvSource({
        "/realms/acme/broker/corp/endpoint, , true",
        "/realms/acme/broker/corp/endpoint/clients/shop, , true",
        "/realms/acme/protocol/openid-connect/token, urn:ietf:params:oauth:grant-type:token-exchange, true",
        "/realms/acme/protocol/openid-connect/token, password, false",
        "/realms/acme/protocol/openid-connect/token, , false",
        "/realms/acme/protocol/openid-connect/userinfo, urn:ietf:params:oauth:grant-type:token-exchange, false",
        "/realms/acme/login-actions/first-broker-login, , false",
        "/realms/acme/account/broker/corp, , false",
        "/admin/realms/acme/broker/corp, , false",
        "/realms/broker/account/, , false"
    })
    void onlyWhereAnIdentityProviderVouches(String path, String grant, boolean vouched) {
        assertEquals(vouched, Vouched.matches(path, grant));
    }
}
