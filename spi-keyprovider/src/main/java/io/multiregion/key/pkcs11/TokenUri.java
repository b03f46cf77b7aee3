package io.multiregion.key.pkcs11;

import io.multiregion.key.place.KeyUri;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The part of RFC 7512 in use here: {@code token} (or {@code slot-id}) and {@code object}, percent-encoded, and {@code module-path}. A PIN
 * has no place in it.
 */
record TokenUri(KeyUri uri, String module, String token, String slot, String object) {

    private static final String FORM = "pkcs11:token=name;object=name?module-path=/path/module.so";
    private static final Set<String> ATTRIBUTES = Set.of("token", "slot-id", "object", "type");

    // it goes into a configuration with a syntax of its own, so nothing that means anything there
    private static final Pattern MODULE = Pattern.compile("/[A-Za-z0-9._/+@ -]+");

    static TokenUri of(String text) {
        KeyUri uri = KeyUri.of(text, "pkcs11", Set.of("module-path", "certificate", "timeout"), FORM);
        Map<String, String> attributes = new TreeMap<>();
        for (String each : uri.place().split(";", -1)) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            if (equals < 0
                    || !ATTRIBUTES.contains(name)
                    || attributes.put(name, decoded(each.substring(equals + 1))) != null) {
                throw refused("its attributes are token, slot-id and object, once each");
            }
        }
        String module = uri.parameter("module-path").orElseThrow(() -> refused("the module is missing"));
        if (!MODULE.matcher(module).matches()) {
            throw refused("the module is an absolute path of letters, digits, blanks and ._/+@-");
        }
        if (!Files.isRegularFile(Path.of(module))) {
            throw refused("there is no module " + module + ", install it, or correct module-path");
        }
        String slot = attributes.get("slot-id");
        if (!attributes.containsKey("object")
                || (slot == null) == !attributes.containsKey("token")
                || (slot != null && !slot.matches("[0-9]{1,18}"))) {
            throw refused("it names an object, and a token or the number of a slot");
        }
        return new TokenUri(uri, module, attributes.get("token"), slot, attributes.get("object"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("a key location is " + FORM + ": " + what);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
