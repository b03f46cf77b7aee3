package io.multiregion.engine.peer;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.settings.Consent;
import io.multiregion.key.trust.Certificates;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The regions paired with or revoked, as all nodes of this region know them. Methods work in the caller's transaction. */
public final class RegionRows {

    private static final Logger LOG = Logger.getLogger(RegionRows.class);
    private static final String SELECT =
            "select NAME, URL, CERTIFICATES, STATUS, CHANGED_AT, CHANGED_BY, CONSENT from MR_REGION";
    private static final String TRUSTED = "TRUSTED";
    private static final String REVOKED = "REVOKED";

    private RegionRows() {}

    public static List<PairedRegion> all(Connection connection) throws SQLException {
        return Sql.list(connection, SELECT + " order by NAME", RegionRows::read);
    }

    public static Optional<PairedRegion> of(Connection connection, String name) throws SQLException {
        return Sql.first(connection, SELECT + " where NAME = ?", RegionRows::read, name);
    }

    /** Writes what is said of a region now; who said it first, and when, stays. */
    public static void put(Connection connection, PairedRegion region) throws SQLException {
        String url = region.url() == null ? null : region.url().toString();
        String pem = Certificates.pem(region.certificates());
        String status = region.revoked() ? REVOKED : TRUSTED;
        long at = region.changedAt().toEpochMilli();
        String consent = region.consent() == null ? null : region.consent().toString();
        if (Sql.holds(connection, "select NAME from MR_REGION where NAME = ?", region.name())) {
            Sql.update(
                    connection,
                    "update MR_REGION set URL = ?, CERTIFICATES = ?, STATUS = ?, CHANGED_AT = ?, CHANGED_BY = ?, CONSENT = ?"
                            + " where NAME = ?",
                    url,
                    pem,
                    status,
                    at,
                    region.changedBy(),
                    consent,
                    region.name());
        } else {
            Sql.update(
                    connection,
                    "insert into MR_REGION (NAME, URL, CERTIFICATES, STATUS, ADDED_AT, ADDED_BY, CHANGED_AT, CHANGED_BY,"
                            + " CONSENT) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    region.name(),
                    url,
                    pem,
                    status,
                    at,
                    region.changedBy(),
                    at,
                    region.changedBy(),
                    consent);
        }
    }

    /** Fails closed: what does not say TRUSTED is revoked, what is no certificate is none, and what is no consent is one to nothing. */
    private static PairedRegion read(ResultSet row) throws SQLException {
        String name = row.getString(1);
        String url = row.getString(2);
        return new PairedRegion(
                name,
                url == null ? null : URI.create(url),
                certificates(name, row.getString(3)),
                !TRUSTED.equals(row.getString(4)),
                consent(name, row.getString(7)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6));
    }

    private static Consent consent(String name, String text) {
        try {
            return text == null ? null : Consent.parse(text);
        } catch (IllegalArgumentException e) {
            LOG.errorf("what region %s may do here can't be read in the database, say it again: %s", name, e);
            return Consent.NONE;
        }
    }

    private static List<X509Certificate> certificates(String name, String pem) {
        if (pem == null || pem.isBlank()) {
            return List.of();
        }
        try {
            return Certificates.read(pem);
        } catch (IllegalArgumentException e) {
            LOG.errorf("the certificates of region %s in the database can't be read, pair with it again: %s", name, e);
            return List.of();
        }
    }
}
