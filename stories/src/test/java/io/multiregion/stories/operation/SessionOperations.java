package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import java.util.List;

/** Sign-ins and what follows them. */
final class SessionOperations {

    private SessionOperations() {}

    static List<Operation> all() {
        return List.of(
                op("session: password", w -> w.keepTokens("alice", w.signIn().password("alice", "alice-2"))),
                op("session: in a browser", w -> {
                    var browser = w.signIn().browser("http://shop.test/cb");
                    w.signIn().exchange(browser.signIn(w.region(), "bob", "bob-1"), browser.redirect());
                }),
                op("session: single sign-on to a second client", w -> {
                    var browser = w.signIn().browser("http://shop.test/cb");
                    w.signIn().exchange(browser.signIn(w.region(), "alice", "alice-2"), browser.redirect());
                    w.signIn().exchange(browser.singleSignOn(w.region()), browser.redirect());
                }),
                op("session: refresh", w -> w.keepTokens("alice", w.signIn().refresh(w.tokens("alice")))),
                op("session: offline", w -> w.keepTokens("offline", w.signIn().offline("alice", "alice-2"))),
                op(
                        "session: offline refresh",
                        w -> w.keepTokens("offline", w.signIn().refresh(w.tokens("offline")))),
                op(
                        "session: token revoked",
                        w -> w.signIn()
                                .revoke(w.signIn().password("bob", "bob-1").access())
                                .expect(200)),
                op(
                        "session: refresh token revoked",
                        w -> w.signIn()
                                .revoke(w.signIn().password("bob", "bob-1").refresh())
                                .expect(200)),
                op("session: logout", w -> w.signIn().logout(w.tokens("alice")).expect(204)),
                op(
                        "session: ended by admin",
                        w -> w.delete("sessions/"
                                + w.signIn().password("bob", "bob-1").session())),
                op(
                        "session: offline ended by admin",
                        w -> w.delete("sessions/" + w.tokens("offline").session() + "?isOffline=true")),
                op("session: user logged out everywhere", w -> {
                    w.signIn().password("alice", "alice-2");
                    w.signIn().offline("alice", "alice-2");
                    w.post("users/@{alice}/logout");
                }),
                op("session: all logged out", w -> {
                    w.signIn().password("bob", "bob-1");
                    w.post("logout-all");
                }),
                op("session: revocation pushed", w -> w.post("push-revocation")));
    }
}
