package io.multiregion.replication.page;

import freemarker.template.TemplateModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.theme.KeycloakSanitizerMethod;

/** The page that the account console starts from, as a copy shows it: without what can't be done there, and with a sentence above it. */
final class AccountPage {

    private static final Pattern BODY = Pattern.compile("<body\\b[^>]*>");
    private static final List<String> OFFERED =
            List.of("deleteAccountAllowed", "isLinkedAccountsEnabled", "updateEmailActionEnabled");
    private static final KeycloakSanitizerMethod SANITIZER = new KeycloakSanitizerMethod();

    private AccountPage() {}

    static Map<String, Object> masked(Map<?, ?> given) {
        Map<String, Object> values = new HashMap<>();
        given.forEach((name, value) -> values.put(String.valueOf(name), value));
        OFFERED.forEach(name -> values.computeIfPresent(name, (known, offered) -> false));
        return values;
    }

    /** Puts the text above the console. It has no style of its own, as a realm may allow none, but the class of the console's banners. */
    static String withNotice(String html, Texts texts) {
        Matcher body = BODY.matcher(html);
        if (!body.find()) {
            return html;
        }
        return texts.of("multiRegionAccount")
                .map(AccountPage::sanitized)
                .map(text -> html.substring(0, body.end())
                        + "\n<div id=\"multi-region-notice\" class=\"pf-v5-c-banner pf-m-gold\" role=\"status\">"
                        + text + "</div>" + html.substring(body.end()))
                .orElse(html);
    }

    private static String sanitized(String text) {
        try {
            return String.valueOf(SANITIZER.exec(List.of(text)));
        } catch (TemplateModelException e) {
            throw new IllegalStateException(e);
        }
    }
}
