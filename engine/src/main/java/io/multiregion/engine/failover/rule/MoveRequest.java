package io.multiregion.engine.failover.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What is asked of a switchover or failover. The body of both.
 *
 * @param to of a switchover: the region that is to be primary; a failover makes the region primary that is asked
 * @param override the names of safety rules that are to be skipped, and no others
 * @param reason why; kept in the audit, required with {@code override}
 * @param issuer the base URL that the realm's issuer is to have from now on, or absent to leave it
 * @param acceptedIssuers former base URLs whose tokens stay good until {@code acceptUntil}
 * @param acceptUntil an ISO-8601 instant, like 2027-01-31T00:00:00Z
 * @param realm asked of the master realm: the one realm that is meant, by name, or absent for all. The server need not be able to load it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MoveRequest(
        String to,
        List<String> override,
        String reason,
        String issuer,
        List<String> acceptedIssuers,
        String acceptUntil,
        String realm) {

    public MoveRequest {
        override = override == null ? List.of() : List.copyOf(override);
        acceptedIssuers = acceptedIssuers == null ? List.of() : List.copyOf(acceptedIssuers);
    }

    /** Nothing but defaults: what an empty body asks for. */
    public static MoveRequest empty() {
        return new MoveRequest(null, null, null, null, null, null, null);
    }
}
