package io.multiregion.key.trust;

import java.util.regex.Pattern;

/**
 * What a region may be called: 1 to 63 of {@code a-z}, {@code 0-9} and {@code -}, not starting with a hyphen. Such a name is a
 * file name and a host name label without any escaping.
 */
public final class RegionName {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private RegionName() {}

    public static boolean isValid(String name) {
        return name != null && VALID.matcher(name).matches();
    }
}
