package io.multiregion.replication.page;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The extension's texts in the language of a page, and with the texts that the realm or its theme has instead of them. */
final class Texts {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private final Object messages;
    private final Optional<URI> primary;

    /** @param primary where people can do what they can't do here, if that is known */
    Texts(Map<?, ?> page, Optional<URI> primary) {
        this.messages = page.get("msg");
        this.primary = primary;
    }

    /** A text, and where it can be done instead. It may have HTML, and is to be sanitized. Empty if the theme module is not there. */
    Optional<String> of(String key) {
        return text(key)
                .map(text -> primary.flatMap(link -> text("multiRegionHere", link.toString()))
                        .map(here -> text + " " + here)
                        .orElse(text));
    }

    /** The same for where HTML would be shown as it is written. */
    Optional<String> plain(String key) {
        return of(key).map(text -> TAG.matcher(text).replaceAll(""));
    }

    private Optional<String> text(String key, Object... parameters) {
        if (!(messages instanceof TemplateMethodModelEx method)) {
            return Optional.empty();
        }
        try {
            Object[] arguments = new Object[parameters.length + 1];
            arguments[0] = key;
            System.arraycopy(parameters, 0, arguments, 1, parameters.length);
            return Optional.ofNullable(method.exec(List.of(arguments)))
                    .map(Object::toString)
                    .filter(text -> !text.isBlank() && !text.equals(key));
        } catch (TemplateModelException e) {
            return Optional.empty();
        }
    }
}
