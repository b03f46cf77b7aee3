package io.multiregion.engine.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Which DNS record follows the primary.
 *
 * @param server the host of the zone's primary name server
 * @param zone the zone that takes the update
 */
public record DnsSettings(String server, int port, String zone, DnsRecord record, TsigKey key) {

    private static final String REALM = "{realm}";
    private static final int DNS = 53;

    /**
     * The record.
     *
     * @param name with {@code {realm}} in it, which stands for the realm's label, each realm has a record of its own
     * @param type A, AAAA or CNAME
     * @param targets what it says while this region is the primary
     * @param ttl how long others may remember it
     */
    public record DnsRecord(String name, String type, List<String> targets, Duration ttl) {

        private static DnsRecord read(OptionReader options) {
            return new DnsRecord(
                    options.required(OptionTable.DNS_NAME),
                    options.choice(OptionTable.DNS_TYPE),
                    List.of(options.required(OptionTable.DNS_TARGET).trim().split("\\s*,\\s*")),
                    options.duration(OptionTable.DNS_TTL));
        }
    }

    /**
     * The key that signs updates.
     *
     * @param secret as Base64
     */
    public record TsigKey(String name, String algorithm, String secret) {

        private static TsigKey read(OptionReader options) {
            String secret = options.required(OptionTable.DNS_TSIG_SECRET);
            if (!secret.isEmpty() && !isBase64(secret)) {
                options.wrong(OptionTable.DNS_TSIG_SECRET, "is not Base64: copy it as tsig-keygen prints it");
            }
            return new TsigKey(
                    options.required(OptionTable.DNS_TSIG_NAME),
                    options.choice(OptionTable.DNS_TSIG_ALGORITHM),
                    secret);
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
            return name + " " + algorithm;
        }
    }

    /** Empty unless {@code traffic} is {@code dns}: the other options are not looked at then. */
    static Optional<DnsSettings> read(OptionReader options) {
        if (options.choice(OptionTable.TRAFFIC).equals("none")) {
            return Optional.empty();
        }
        URI server = server(options);
        return Optional.of(new DnsSettings(
                server.getHost(),
                server.getPort() < 0 ? DNS : server.getPort(),
                options.required(OptionTable.DNS_ZONE),
                DnsRecord.read(options),
                TsigKey.read(options)));
    }

    private static URI server(OptionReader options) {
        String server = options.required(OptionTable.DNS_SERVER);
        URI none = URI.create("");
        if (server.isEmpty()) {
            return none;
        }
        try {
            URI address = URI.create("dns://" + server);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        options.wrong(OptionTable.DNS_SERVER, "is '" + server + "': use a host, or host:port");
        return none;
    }

    /** Whether each realm has a record of its own; otherwise one is shared by all. */
    public boolean isPerRealm() {
        return record.name().contains(REALM);
    }

    /** The name of a realm's record, which is the shared one where there is one. */
    public String nameOf(String label) {
        return record.name().replace(REALM, label);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return record.name() + " " + record.type() + " " + String.join(",", record.targets()) + " at " + server + ":"
                + port;
    }
}
