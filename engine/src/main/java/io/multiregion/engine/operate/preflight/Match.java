package io.multiregion.engine.operate.preflight;

import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.vitals.Bulletin;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Compares this region with another one, as that one describes itself. */
public final class Match {

    static final String REACHABLE = "reachable";
    static final String VERSIONS = "versions";
    static final String CLOCK = "clock";
    static final String KEYS = "keys-usable";

    /** Tokens and codes of one region that are used in another one begin to be refused somewhere here. */
    private static final long FAR_MILLIS = 2000;

    private final String region;
    private final SchemaMark tables;
    private final Bulletin bulletin;

    /**
     * @param region this region's name
     * @param tables this region's replicated tables
     */
    public Match(String region, SchemaMark tables, Bulletin bulletin) {
        this.region = region;
        this.tables = tables;
        this.bulletin = bulletin;
    }

    List<Finding> of(String other, URI url, Greeting.Heard heard) {
        Finding reachable = new Finding(
                REACHABLE,
                true,
                true,
                "region " + region + " reaches region " + other + " at " + url + ", and is believed");
        return List.of(reachable, versions(other, heard), clock(other, heard.ahead()), keys(other, heard.vitals()));
    }

    private Finding versions(String other, Greeting.Heard heard) {
        Vitals own = bulletin.own();
        Vitals theirs = heard.vitals();
        String both = "Keycloak " + own.keycloak() + " with this extension " + own.extension() + " in region " + region
                + ", " + theirs.keycloak() + " with " + theirs.extension() + " in region " + other;
        boolean same = tables.sameTables(heard.schema());
        return new Finding(
                VERSIONS,
                same,
                true,
                same
                        ? both + ": the tables are the same"
                        : both
                                + ": the tables differ, so rows would wait until both have the same version of Keycloak");
    }

    private Finding clock(String other, long ahead) {
        String found = "the clock of region " + other + " is " + Math.abs(ahead) + " ms "
                + (ahead < 0 ? "behind" : "ahead of") + " that of region " + region;
        return new Finding(
                CLOCK,
                Math.abs(ahead) <= CopyOrder.CREATE_VALID_MILLIS,
                true,
                found,
                null,
                Math.abs(ahead) > FAR_MILLIS ? List.of(found + ": have both set by NTP") : List.of());
    }

    private Finding keys(String other, Vitals theirs) {
        Vitals own = bulletin.own();
        if (!own.keysUsable() || !theirs.keysUsable()) {
            String whose = own.keysUsable() ? other : region;
            return new Finding(
                    KEYS,
                    false,
                    true,
                    "region " + whose + " can't use its own keys: the log of region " + whose + " says why");
        }
        return new Finding(
                KEYS,
                true,
                true,
                "both regions use their keys; the certificates end at " + Instant.ofEpochMilli(own.certificateEnd())
                        + " (region " + region + ") and " + Instant.ofEpochMilli(theirs.certificateEnd()) + " (region "
                        + other + ")");
    }
}
