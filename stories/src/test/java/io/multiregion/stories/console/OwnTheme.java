package io.multiregion.stories.console;

import io.multiregion.lab.region.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A theme of the operator's own for the admin console, put into a server while it runs. */
record OwnTheme(String name, String page) {

    /** Keycloak's page, in other colours and with another title. */
    static final OwnTheme COLOURED = new OwnTheme("coloured", null);

    /** A page that shares no line with Keycloak's, and starts the same console. */
    static final OwnTheme REWRITTEN = new OwnTheme("rewritten", """
            <!DOCTYPE html>
            <HTML><HEAD><TITLE>Ours</TITLE><SCRIPT>document.documentElement.dataset.ours = 'yes'</SCRIPT>
            <SCRIPT type="importmap">{"imports": {
              "react": "${resourceCommonUrl}/vendor/react/react.production.min.js",
              "react/jsx-runtime": "${resourceCommonUrl}/vendor/react/react-jsx-runtime.production.min.js",
              "react-dom": "${resourceCommonUrl}/vendor/react-dom/react-dom.production.min.js"}}</SCRIPT>
            <#if !isSecureContext>
              <SCRIPT type="module" src="${resourceCommonUrl}/vendor/web-crypto-shim/web-crypto-shim.js"></SCRIPT>
            </#if>
            <#list entryStyles as style><LINK rel="stylesheet" href="${resourceUrl}/${style}"></#list>
            <SCRIPT type="module" src="${resourceUrl}/${entryScript}"></SCRIPT>
            </HEAD><BODY><P id="ours">Acmé's console</P><DIV id="app"></DIV>
            <SCRIPT id="environment" type="application/json">{
              "serverBaseUrl": "${serverBaseUrl}", "adminBaseUrl": "${adminBaseUrl}", "authUrl": "${authUrl}",
              "authServerUrl": "${authServerUrl}", "realm": "${loginRealm!"master"}", "clientId": "${clientId}",
              "resourceUrl": "${resourceUrl}", "logo": "", "logoUrl": "", "consoleBaseUrl": "${consoleBaseUrl}",
              "masterRealm": "${masterRealm}", "resourceVersion": "${resourceVersion}"}</SCRIPT>
            </BODY></HTML>
            """);

    void putInto(Region region) {
        try {
            var admin = Files.createDirectories(region.home().resolve("themes/" + name + "/admin"));
            var css = Files.createDirectories(admin.resolve("resources/css"));
            Files.writeString(
                    admin.resolve("theme.properties"), "parent=keycloak.v2\ntitle=Coloured\nstyles=css/ours.css\n");
            Files.writeString(css.resolve("ours.css"), ".pf-v5-c-masthead { background-color: #123456; }\n");
            if (page != null) {
                Files.writeString(admin.resolve("index.ftl"), page);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
