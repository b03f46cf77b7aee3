package io.multiregion.engine.peer.carrier;

import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.nio.charset.StandardCharsets;

/**
 * An answer other than 200. A region says in JSON which of its reasons it has; whatever does not is said by something on the way, and
 * told as such: the log there has nothing of it.
 */
final class Refused {

    private static final String PROXY = "the region did not say so: a proxy or firewall on the way";
    private static final String LET_THROUGH = ". Have it let POST to this path through, unchanged";
    private static final int LONGEST = 200;

    private final String address;
    private final int status;
    private final String body;
    private final String said;
    private final String leadsTo;

    /** @param address what was asked */
    Refused(String address, Said said) {
        this.address = address;
        this.status = said.status();
        this.body = new String(said.body(), StandardCharsets.UTF_8);
        this.said = fit(said.by());
        this.leadsTo = fit(said.leadsTo());
    }

    /** What a stranger wrote, fit to be shown. */
    private static String fit(String text) {
        String value = text.replaceAll("[^\\x20-\\x7e]", "?");
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    /** It has taken nothing of the message, and will have room again in a moment. */
    boolean isBusy() {
        return status == 503 && says("busy");
    }

    private boolean says(String error) {
        return body.contains("\"error\":\"" + error + "\"");
    }

    /** Which answer came from where, and what to do. */
    String text() {
        String from = said.isEmpty() ? "" : " by '" + said + "'";
        return address + " answered with HTTP status " + status + from + ": " + reason();
    }

    /** What neither side is only busy with, or slow at, lasts until somebody changes something. */
    Trouble trouble() {
        Remedy remedy =
                switch (status) {
                    case 408, 409, 429, 502, 503, 504 -> Remedy.PASSES;
                    default -> Remedy.CHANGE_IN_COPY;
                };
        return Trouble.of(remedy, text());
    }

    private String reason() {
        return switch (status) {
            case 400 ->
                says("no_header") || says("ended_early")
                        ? incomplete()
                        : proxy(
                                "refuses the message; it may ask for a certificate (tls-key-store), or for shorter fields");
            case 401, 407, 495, 496 ->
                proxy("asks who we are: give this region what it asks for (tls-key-store, proxy)");
            case 403 ->
                says("not_accepted")
                        ? "the region did not accept the message: exchange the regions' certificates, and look at the log there"
                        : proxy("refuses the message; it may ask for a certificate (tls-key-store)");
            case 404, 405 ->
                "there is no multi-region endpoint: install the extension there and set its region name; or a proxy on the way"
                        + " does not know the path" + LET_THROUGH;
            case 408 ->
                says("too_slow")
                        ? "the region did not get the message in time: is the way there slower than 2 Mbit/s?"
                        : proxy("did not get the message in time; it is to wait as long as answer-timeout");
            case 409 ->
                says("not_waiting")
                        ? "nothing waits there for this region to fetch: say there that this region calls (PATCH"
                                + " .../regions/{this region} {\"direction\":\"in\"}), or here that it need not"
                        : "the region had this message before: it is sent anew";
            case 411 -> incomplete();
            case 413 ->
                says("too_large")
                        ? "the region takes no message of this size"
                        : proxy("takes no request of this size; it is to pass bodies of 10 MB");
            case 502, 504 ->
                proxy(
                        "does not reach the region, or waits for less than answer-timeout; look whether the region is up");
            case 503 -> unavailable();
            default ->
                status / 100 == 3 ? redirected() : "look at the log there; a proxy on the way may have said so, too";
        };
    }

    private static String proxy(String what) {
        return PROXY + " " + what + LET_THROUGH;
    }

    private static String incomplete() {
        return "the region did not get the whole head of the message: have its proxy pass the fields "
                + Announcements.FIELD + " (7 KB) and Content-Length";
    }

    private String unavailable() {
        if (isBusy()) {
            return "the region has no room for another message at the moment; what keeps it busy is in its metrics";
        }
        return says("try_again")
                ? "the region can't take messages now: it can't reach its key; look at the log there"
                : "the region is starting or stopping, or a proxy on the way has nobody to pass the message to; look at the log"
                        + " there";
    }

    private String redirected() {
        return "it leads to '" + leadsTo
                + "', where nothing is sent: a proxy on the way redirects. Set that region's setting url,"
                + " and this replica's url, to the address that answers itself";
    }
}
