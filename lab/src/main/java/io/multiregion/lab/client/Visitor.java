package io.multiregion.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Somebody who finds the regions of a realm by their common address, whichever answers. */
public final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI url;
    private final String realm;
    private final SignIn signIn;

    public Visitor(URI url, String realm, String client, String secret) {
        this.url = url;
        this.realm = realm;
        this.signIn = new SignIn(url, realm, client, secret);
    }

    /** Whether a password sign-in goes well. */
    public boolean signsIn(String user, String password) {
        try {
            return signIn.attempt(user, password).status() == 200;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** An administrator of the realm, whose user is in the realm itself, as those of the master realm are in one region only. */
    public Operator operator(String user, String password) {
        var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        return new Operator(new Admin(http, url, realm, user, password, PATIENCE), realm);
    }

    /** An administrator of the realm. */
    public static final class Operator {

        private final Admin admin;
        private final String realm;

        private Operator(Admin admin, String realm) {
            this.admin = admin;
            this.realm = realm;
        }

        /** Whether a user could be created. */
        public boolean creates(JsonNode user) {
            try {
                return admin.attempt("POST", realm + "/users", user).status() == 201;
            } catch (RuntimeException e) {
                return false;
            }
        }
    }
}
