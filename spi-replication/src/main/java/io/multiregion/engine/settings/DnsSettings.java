package io.multiregion.engine.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keycloak.Config;

/**
 * Which DNS record follows the primary: the options {@code --spi-multi-region--default--dns-<name>}, read where {@code traffic} is
 * {@code dns}.
 *
 * @param server {@code server}: host or host:port of the zone's primary name server
 * @param port 53 by default
 * @param zone {@code zone}: the zone that takes the update
 * @param name {@code name}: the record's name; with {@code {realm}}, which stands for the realm's label, in it each realm has a record of
 *     its own
 * @param type {@code type}: A, AAAA or CNAME; A by default
 * @param targets {@code target}: what it says while this region is the primary; several addresses with commas between
 * @param ttl {@code ttl}: how long others may remember it, in seconds; 30 by default
 * @param keyName {@code tsig-name}: the name of the key that signs updates
 * @param keyAlgorithm {@code tsig-algorithm}: hmac-sha256 by default
 * @param keySecret {@code tsig-secret}: the key, as Base64
 */
public record DnsSettings(
        String server,
        int port,
        String zone,
        String name,
        String type,
        List<String> targets,
        int ttl,
        String keyName,
        String keyAlgorithm,
        String keySecret) {

    private static final String PREFIX = "spi-multi-region--default--";
    private static final String REALM = "{realm}";
    private static final int DNS = 53;
    private static final int DEFAULT_TTL = 30;
    private static final Set<String> TYPES = Set.of("A", "AAAA", "CNAME");
    private static final Set<String> ALGORITHMS = Set.of("hmac-sha256", "hmac-sha384", "hmac-sha512");

    /**
     * Reads the settings; empty where traffic is {@code none} or not set.
     *
     * @throws IllegalArgumentException naming every option that is wrong, all at once
     */
    public static Optional<DnsSettings> read(Config.Scope options) {
        String traffic = options.get("traffic", "none");
        if (traffic.equals("none")) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        if (!traffic.equals("dns")) {
            problems.add(PREFIX + "traffic is '" + traffic + "': use none or dns");
        }
        String server = required(options, "dns-server", "the host of the zone's primary name server", problems);
        URI address = server == null ? null : address(server, problems);
        String zone = required(options, "dns-zone", "the zone, like example.com", problems);
        String name = required(options, "dns-name", "the record's name, like login.example.com", problems);
        String type = options.get("dns-type", "A").toUpperCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            problems.add(PREFIX + "dns-type is '" + type + "': use A, AAAA or CNAME");
        }
        String target = required(options, "dns-target", "this region's address, or its name for a CNAME", problems);
        int ttl = options.getInt("dns-ttl", DEFAULT_TTL);
        if (ttl < 1) {
            problems.add(PREFIX + "dns-ttl is " + ttl + ": use a number of seconds above zero");
        }
        String keyName = required(options, "dns-tsig-name", "the name of the key that signs updates", problems);
        String algorithm = options.get("dns-tsig-algorithm", "hmac-sha256").toLowerCase(Locale.ROOT);
        if (!ALGORITHMS.contains(algorithm)) {
            problems.add(
                    PREFIX + "dns-tsig-algorithm is '" + algorithm + "': use hmac-sha256, hmac-sha384 or hmac-sha512");
        }
        String secret = required(options, "dns-tsig-secret", "that key, as Base64", problems);
        if (secret != null && !isBase64(secret)) {
            problems.add(PREFIX + "dns-tsig-secret is not Base64: copy it as tsig-keygen prints it");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Keycloak Multi-Region can't start: " + String.join("; ", problems));
        }
        return Optional.of(new DnsSettings(
                address.getHost(),
                address.getPort() < 0 ? DNS : address.getPort(),
                zone,
                name,
                type,
                List.of(target.trim().split("\\s*,\\s*")),
                ttl,
                keyName,
                algorithm,
                secret));
    }

    /** Whether each realm has a record of its own; otherwise one is shared by all. */
    public boolean isPerRealm() {
        return name.contains(REALM);
    }

    /** The name of a realm's record, which is the shared one where there is one. */
    public String nameOf(String label) {
        return name.replace(REALM, label);
    }

    private static String required(Config.Scope options, String name, String example, List<String> problems) {
        String value = options.get(name);
        if (value == null || value.isBlank()) {
            problems.add(PREFIX + name + " is missing: set it to " + example);
            return null;
        }
        return value;
    }

    private static URI address(String server, List<String> problems) {
        try {
            URI address = URI.create("dns://" + server);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        problems.add(PREFIX + "dns-server is '" + server + "': use a host, or host:port");
        return null;
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name + " " + type + " " + String.join(",", targets) + " at " + server + ":" + port;
    }
}
