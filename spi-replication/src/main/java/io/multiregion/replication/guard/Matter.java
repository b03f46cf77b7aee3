package io.multiregion.replication.guard;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a person is about to do that a read-only copy can't do, as far as people tell it apart: each has a text of its own. */
public enum Matter {
    REGISTRATION("multiRegionRegistration", "register.ftl"),
    RESET("multiRegionReset", "login-reset-password.ftl", "login-reset-otp.ftl"),
    /** A link in an e-mail. */
    LINK("multiRegionLink"),
    PASSWORD("multiRegionPassword", "login-update-password.ftl"),
    EMAIL("multiRegionEmail", "login-verify-email.ftl", "update-email.ftl"),
    SECOND_FACTOR(
            "multiRegionSecondFactor",
            "login-config-totp.ftl",
            "login-recovery-authn-code-config.ftl",
            "webauthn-register.ftl"),
    TERMS("multiRegionTerms", "terms.ftl"),
    PROFILE("multiRegionProfile", "login-update-profile.ftl"),
    /** Any other required action. */
    ACTION("multiRegionAction"),
    /** The first sign-in through an identity provider. */
    FIRST_SIGN_IN(
            "multiRegionFirstSignIn",
            "idp-review-user-profile.ftl",
            "login-idp-link-confirm.ftl",
            "login-idp-link-confirm-override.ftl",
            "login-idp-link-email.ftl"),
    /** Anything about somebody's own account. */
    ACCOUNT("multiRegionAccount", "delete-account-confirm.ftl", "delete-credential.ftl", "link-idp-action.ftl"),
    /** Everything else. */
    CHANGE("multiRegionReadOnly");

    private static final Map<String, Matter> ACTIONS = Map.ofEntries(
            Map.entry("UPDATE_PASSWORD", PASSWORD),
            Map.entry("VERIFY_EMAIL", EMAIL),
            Map.entry("UPDATE_EMAIL", EMAIL),
            Map.entry("CONFIGURE_TOTP", SECOND_FACTOR),
            Map.entry("CONFIGURE_RECOVERY_AUTHN_CODES", SECOND_FACTOR),
            Map.entry("webauthn-register", SECOND_FACTOR),
            Map.entry("webauthn-register-passwordless", SECOND_FACTOR),
            Map.entry("TERMS_AND_CONDITIONS", TERMS),
            Map.entry("UPDATE_PROFILE", PROFILE),
            Map.entry("VERIFY_PROFILE", PROFILE),
            Map.entry("delete_account", ACCOUNT),
            Map.entry("delete_credential", ACCOUNT),
            Map.entry("idp_link", ACCOUNT));

    private final String messageKey;
    private final Set<String> templates;

    Matter(String messageKey, String... templates) {
        this.messageKey = messageKey;
        this.templates = Set.of(templates);
    }

    /** The key of the text for it in the theme module; only that of {@link #CHANGE} has a parameter, the primary's address. */
    public String messageKey() {
        return messageKey;
    }

    /**
     * What a request is about.
     *
     * @param path the path below the server's base URL
     * @param query the first value of a query parameter, or null
     */
    public static Matter of(String path, UnaryOperator<String> query) {
        if (path.endsWith("/registrations")
                || path.endsWith("/login-actions/registration")
                || path.contains("/protocol/") && "create".equals(query.apply("prompt"))) {
            return REGISTRATION;
        }
        if (path.endsWith("/forgot-credentials") || path.endsWith("/login-actions/reset-credentials")) {
            return RESET;
        }
        if (path.endsWith("/login-actions/action-token")) {
            return LINK;
        }
        if (path.endsWith("/login-actions/required-action")) {
            String action = query.apply("execution");
            return action == null ? ACTION : ofAction(action);
        }
        if (path.endsWith("/login-actions/first-broker-login")) {
            return FIRST_SIGN_IN;
        }
        if (path.contains("/broker/")) {
            return path.endsWith("/link") ? ACCOUNT : FIRST_SIGN_IN;
        }
        return path.contains("/account") && !path.startsWith("/admin/") ? ACCOUNT : CHANGE;
    }

    /** What a required action is about. */
    public static Matter ofAction(String action) {
        return ACTIONS.getOrDefault(action, ACTION);
    }

    /** What a page of the login theme is about, if a read-only copy can't go on from there. */
    public static Optional<Matter> ofTemplate(String template) {
        return Arrays.stream(values())
                .filter(matter -> matter.templates.contains(template))
                .findFirst();
    }
}
