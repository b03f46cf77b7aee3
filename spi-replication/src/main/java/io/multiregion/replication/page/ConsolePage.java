package io.multiregion.replication.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.theme.Theme;

/**
 * The page that the admin console starts from, with the script that brings the page for regions, on every theme. The theme module has
 * the script among the theme's resources, and names it; where that module is not there, the page stays as it is.
 */
final class ConsolePage {

    private static final Logger LOG = Logger.getLogger(ConsolePage.class);
    private static final String PATH = "multi-region/console/";
    private static final Pattern HEAD_ENDS = Pattern.compile("</head\\s*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCRIPT = Pattern.compile("console-[A-Za-z0-9]+\\.js");
    private static final int LONGEST_NAME = 100;

    private ConsolePage() {}

    static String withScript(String html, Map<?, ?> values, Theme theme) {
        Matcher head = HEAD_ENDS.matcher(html);
        if (!head.find() || !(values.get("resourceUrl") instanceof String resources)) {
            return html;
        }
        return script(theme)
                .map(name -> html.substring(0, head.start()) + "  <script type=\"module\" src=\"" + resources + "/"
                        + PATH + name + "\"></script>\n  " + html.substring(head.start()))
                .orElse(html);
    }

    private static Optional<String> script(Theme theme) {
        try (InputStream entry = theme.getResourceAsStream(PATH + "entry")) {
            return Optional.ofNullable(entry == null ? null : entry.readNBytes(LONGEST_NAME))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .filter(name -> SCRIPT.matcher(name).matches());
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    e, "The admin console has no page for regions: theme %s does not give its script", theme.getName());
            return Optional.empty();
        }
    }
}
