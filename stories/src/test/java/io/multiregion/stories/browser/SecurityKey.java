package io.multiregion.stories.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/**
 * A security key at one page's browser, also one that holds passkeys. It knows its owner, and is touched whenever it is asked. What it
 * holds can be copied, as that of a real one can't.
 */
public final class SecurityKey {

    private final CDPSession session;
    private final String id;

    private SecurityKey(CDPSession session, String id) {
        this.session = session;
        this.id = id;
    }

    public static SecurityKey at(Page page) {
        var session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "usb");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var arguments = new JsonObject();
        arguments.add("options", options);
        var id = session.send("WebAuthn.addVirtualAuthenticator", arguments)
                .get("authenticatorId")
                .getAsString();
        return new SecurityKey(session, id);
    }

    /** The one credential that it holds. */
    public JsonObject credential() {
        return session.send("WebAuthn.getCredentials", arguments())
                .getAsJsonArray("credentials")
                .get(0)
                .getAsJsonObject();
    }

    /**
     * Makes it a copy of another one.
     *
     * @param signatures how often it has signed
     */
    public SecurityKey holding(JsonObject credential, long signatures) {
        var held = credential.deepCopy();
        held.addProperty("signCount", signatures);
        var arguments = arguments();
        session.send("WebAuthn.clearCredentials", arguments());
        arguments.add("credential", held);
        session.send("WebAuthn.addCredential", arguments);
        return this;
    }

    private JsonObject arguments() {
        var arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        return arguments;
    }
}
