package io.multiregion.engine.settings;

import static io.multiregion.engine.settings.Option.NONE;
import static io.multiregion.engine.settings.Option.REQUIRED;
import static io.multiregion.engine.settings.Option.choice;
import static io.multiregion.engine.settings.Option.duration;
import static io.multiregion.engine.settings.Option.text;
import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.util.List;

/** All options that there are, with what holds where they are not given. The table of {@code docs/operations.md} says the same. */
final class OptionTable {

    static final Option REGION = text("region", NONE, "the name of this region");
    static final Option URL = text("url", REQUIRED, "the base URL by which other regions reach this one");
    static final Option PUBLIC_URL =
            text("public-url", NONE, "the base URL by which end users reach this region and no other one");
    static final Option ALLOW_HTTP =
            choice("allow-http", List.of("false", "true"), "whether base URLs of regions may be http:");
    static final Option KEY = text("key", REQUIRED, "the URI of this region's key, like pkcs12:/path/to/eu.p12");
    static final Option KEY_PASSWORD = text("key-password", REQUIRED, "the password, PIN or token for the key");
    static final Option TRUST = text("trust", NONE, "the directory of the certificates of trusted regions");

    static final Option TLS_KEY_STORE =
            text("tls-key-store", NONE, "the file of the key whose certificate other regions' proxies ask for");
    static final Option TLS_KEY_STORE_PASSWORD = text("tls-key-store-password", NONE, "the password for it");

    static final Option MAILBOX =
            text("mailbox", NONE, "where messages lie if no region may call the other: file: or s3:");
    static final Option MAILBOX_ACCESS_KEY = text("mailbox-access-key", NONE, "the id of the key for an s3: mailbox");
    static final Option MAILBOX_SECRET_KEY = text("mailbox-secret-key", NONE, "that key");
    static final Option MAILBOX_INTERVAL = duration(
            "mailbox-interval",
            200,
            MILLIS,
            1,
            "how far apart a server's requests to the mailbox are on average, at least");

    static final Option DATABASE =
            text("database", NONE, "the identity of the database that has taken the place of this region's former one");

    static final Option SEALING_KEY =
            text("sealing-key", "the first URI of key", "the URI of the key that wraps data keys");
    static final Option SEALING_KEY_PASSWORD = text(
            "sealing-key-password",
            "with the default key that of key, else none",
            "the password, PIN or token for that key");
    static final Option SEALING_KEY_FORMER =
            text("sealing-key-former", NONE, "the URIs of keys that wrapped before, with blanks between");
    static final Option SEALING_KEY_FORMER_PASSWORD =
            text("sealing-key-former-password", "that of sealing-key", "the password, PIN or token for former keys");
    static final Option SEALING_GRACE = duration(
            "sealing-grace", 3600, SECONDS, 4, "how long secrets are opened while the sealing key is out of reach");

    static final Option FLAP_INTERVAL =
            duration("flap-interval", 60, SECONDS, 0, "how long after a change of primary the next one is refused");
    static final Option LAG_BOUND =
            duration("lag-bound", 60, SECONDS, 0, "how far behind a region may be that takes over");
    static final Option SILENCE =
            duration("silence", 5, SECONDS, 0, "how long a primary is silent before another one may be forced");
    static final Option ANSWER_TIMEOUT =
            duration("answer-timeout", 60, SECONDS, 1, "how long another region may take for a batch");
    static final Option ARRIVAL_WAIT = duration(
            "arrival-wait", 1500, MILLIS, 0, "how long a request waits for a session that may be on its way here");
    static final Option READ_WAIT =
            duration("read-wait", 2000, MILLIS, 0, "how long a request waits for the position that it names");

    static final Option TRAFFIC = choice("traffic", List.of("none", "dns"), "what sends users to a new primary");
    static final Option DNS_SERVER = text("dns-server", REQUIRED, "the host of the zone's primary name server");
    static final Option DNS_ZONE = text("dns-zone", REQUIRED, "the zone, like example.com");
    static final Option DNS_NAME = text("dns-name", REQUIRED, "the record's name, like login.example.com");
    static final Option DNS_TYPE = choice("dns-type", List.of("A", "AAAA", "CNAME"), "the record's type");
    static final Option DNS_TARGET = text("dns-target", REQUIRED, "this region's address, or its name for a CNAME");
    static final Option DNS_TTL = duration("dns-ttl", 30, SECONDS, 1, "how long others may remember the record");
    static final Option DNS_TSIG_NAME = text("dns-tsig-name", REQUIRED, "the name of the key that signs updates");
    static final Option DNS_TSIG_ALGORITHM = choice(
            "dns-tsig-algorithm", List.of("hmac-sha256", "hmac-sha384", "hmac-sha512"), "the algorithm of that key");
    static final Option DNS_TSIG_SECRET = text("dns-tsig-secret", REQUIRED, "that key, as Base64");

    static final List<Option> ALL = List.of(
            REGION,
            URL,
            PUBLIC_URL,
            ALLOW_HTTP,
            KEY,
            KEY_PASSWORD,
            TRUST,
            TLS_KEY_STORE,
            TLS_KEY_STORE_PASSWORD,
            MAILBOX,
            MAILBOX_ACCESS_KEY,
            MAILBOX_SECRET_KEY,
            MAILBOX_INTERVAL,
            DATABASE,
            SEALING_KEY,
            SEALING_KEY_PASSWORD,
            SEALING_KEY_FORMER,
            SEALING_KEY_FORMER_PASSWORD,
            SEALING_GRACE,
            FLAP_INTERVAL,
            LAG_BOUND,
            SILENCE,
            ANSWER_TIMEOUT,
            ARRIVAL_WAIT,
            READ_WAIT,
            TRAFFIC,
            DNS_SERVER,
            DNS_ZONE,
            DNS_NAME,
            DNS_TYPE,
            DNS_TARGET,
            DNS_TTL,
            DNS_TSIG_NAME,
            DNS_TSIG_ALGORITHM,
            DNS_TSIG_SECRET);

    private OptionTable() {}
}
