package io.multiregion.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.theme.ThemeResourceProvider;

/**
 * What the extension adds to every theme: its texts, which Keycloak mixes into the theme's messages, and the files of the console page,
 * which Keycloak serves with the theme's own. A theme may override both.
 */
final class RegionMessages implements ThemeResourceProvider {

    // A path of its own: under Keycloak's default path only the first JAR's bundle would be found.
    private static final String PATH = "/multi-region/messages/";

    private static final Pattern CONSOLE = Pattern.compile("multi-region/console/(entry|[A-Za-z0-9-]+\\.js)");

    private static final Set<String> TRADITIONAL = Set.of("TW", "HK", "MO");

    @Override
    public Properties getMessages(String baseBundlename, Locale locale) throws IOException {
        Properties messages = new Properties();
        URL bundle = RegionMessages.class.getResource(PATH + baseBundlename + "_" + name(locale) + ".properties");
        if (bundle != null) {
            try (InputStream in = bundle.openStream()) {
                messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        }
        return messages;
    }

    /** Keycloak has renamed simplified Chinese: both names are in use. */
    private static String name(Locale locale) {
        boolean simplified = locale.getLanguage().equals("zh")
                && (locale.getScript().isEmpty()
                        ? !TRADITIONAL.contains(locale.getCountry())
                        : locale.getScript().equals("Hans"));
        return simplified ? "zh_CN" : locale.toString();
    }

    @Override
    public URL getTemplate(String name) {
        return null;
    }

    /** Nothing but the console page: the path comes from whoever asks. */
    @Override
    public InputStream getResourceAsStream(String path) {
        return CONSOLE.matcher(path).matches() ? RegionMessages.class.getResourceAsStream("/" + path) : null;
    }

    @Override
    public void close() {}
}
