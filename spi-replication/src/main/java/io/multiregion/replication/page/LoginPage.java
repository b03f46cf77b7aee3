package io.multiregion.replication.page;

import io.multiregion.replication.guard.Matter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.forms.login.MessageType;
import org.keycloak.forms.login.freemarker.model.RealmBean;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.beans.MessageBean;

/**
 * A page of the login theme as a copy shows it: without the links to registration and password reset, and with a sentence in place of
 * them. A page that asks for what a copy can't do becomes one that says so: somebody who has several things to do comes to it past the
 * front door. The sentence has no HTML, which some themes sanitize and others show as it is written.
 *
 * @param template the file of the page
 * @param values what the page is filled with
 */
record LoginPage(String template, Map<String, Object> values) {

    private static final String ERROR = "error.ftl";
    private static final String MESSAGE = "message";

    static LoginPage of(String template, Map<?, ?> given, RealmModel realm, Texts texts) {
        Map<String, Object> values = new HashMap<>();
        given.forEach((name, value) -> values.put(String.valueOf(name), value));
        if (given.get("realm") instanceof RealmBean) {
            values.put("realm", new ReadOnlyRealmBean(realm));
        }
        Optional<String> paused = Matter.ofTemplate(template)
                .map(matter ->
                        texts.of(matter.messageKey()).orElse("This cannot be done right now. Please try again later."));
        if (paused.isPresent()) {
            values.put(MESSAGE, new MessageBean(paused.get(), MessageType.ERROR));
            values.put("templateName", ERROR);
            values.put("pageId", "error");
            return new LoginPage(ERROR, values);
        }
        boolean lacksLinks = realm.isRegistrationAllowed() || realm.isResetPasswordAllowed();
        if (lacksLinks && isSignIn(template) && values.get(MESSAGE) == null) {
            texts.plain("multiRegionNotice")
                    .ifPresent(text -> values.put(MESSAGE, new MessageBean(text, MessageType.INFO)));
        }
        return new LoginPage(template, values);
    }

    private static boolean isSignIn(String template) {
        return template.equals("login.ftl")
                || template.equals("login-username.ftl")
                || template.equals("login-password.ftl");
    }

    /** The realm as templates see it; its class need not be public, as the one that it extends is. */
    private static final class ReadOnlyRealmBean extends RealmBean {

        private ReadOnlyRealmBean(RealmModel realm) {
            super(realm);
        }

        @Override
        public boolean isRegistrationAllowed() {
            return false;
        }

        @Override
        public boolean isResetPasswordAllowed() {
            return false;
        }
    }
}
