package io.multiregion.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.keycloak.theme.ThemeResourceProvider;

/** The texts of the extension, which Keycloak mixes into the messages of every theme; a theme may override them. */
final class RegionMessages implements ThemeResourceProvider {

    // A path of its own: under Keycloak's default path only the first JAR's bundle would be found.
    private static final String PATH = "/multi-region/messages/";

    @Override
    public Properties getMessages(String baseBundlename, Locale locale) throws IOException {
        Properties messages = new Properties();
        URL bundle = RegionMessages.class.getResource(PATH + baseBundlename + "_" + locale + ".properties");
        if (bundle != null) {
            try (InputStream in = bundle.openStream()) {
                messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        }
        return messages;
    }

    @Override
    public URL getTemplate(String name) {
        return null;
    }

    @Override
    public InputStream getResourceAsStream(String path) {
        return null;
    }

    @Override
    public void close() {}
}
