package io.multiregion.engine.receive.copy;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.settings.BaseUrl;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.succession.LocalChecks;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Says what would stand in the way of a copy here, before it is begun. Who was not invited learns nothing else: not which names and
 * providers are here, and nothing is sent to an address that it gives.
 */
public final class Prospect implements Act {

    static final String INVITED = "invited";
    static final String NAME = "name-free";
    static final String PROVIDERS = "providers-present";
    static final String REACHED = "reached-back";

    private final String region;
    private final Connections connections;
    private final Invitations invitations;
    private final LocalChecks checks;
    private final BiPredicate<String, URI> reaches;

    /** @param reaches whether a region can be reached from here at an address. Blocks for some seconds at most */
    public Prospect(
            String region,
            Connections connections,
            Invitations invitations,
            LocalChecks checks,
            BiPredicate<String, URI> reaches) {
        this.region = region;
        this.connections = connections;
        this.invitations = invitations;
        this.checks = checks;
        this.reaches = reaches;
    }

    @Override
    public Answer take(Told told) throws IOException {
        Inquiry.Preflight asked = told.request(Inquiry.Preflight.class);
        Optional<String> uninvited = invitations.refusal(told, asked.realmName());
        if (uninvited.isPresent()) {
            return Answer.refused(uninvited.get());
        }
        return new Answer.Findings(List.of(
                held(INVITED, "region " + region + " takes copies of realm " + asked.realmName()),
                name(told, asked),
                providers(asked),
                reached(told.header().from(), asked.url())));
    }

    private Finding name(Told told, Inquiry.Preflight asked) {
        return connections
                .transaction(connection -> inTheWay(connection, told, asked))
                .map(trouble -> failed(NAME, trouble.text()))
                .orElseGet(() -> held(NAME, "region " + region + " has no realm of this name or id"));
    }

    private Optional<Trouble> inTheWay(Connection connection, Told told, Inquiry.Preflight asked) throws SQLException {
        Optional<Trouble> taken = RealmRows.of(connection, told.header().realmId())
                        .filter(realm -> realm.isSecondary()
                                && realm.primaryRegion().equals(told.header().from()))
                        .isPresent()
                ? Optional.empty()
                : Creation.taken(connection, region, told.header(), asked.realmName());
        return taken.isPresent() ? taken : Creation.labelTaken(connection, region, told.header(), asked.label());
    }

    private Finding providers(Inquiry.Preflight asked) {
        List<Inquiry.Need> lacking = checks.lacking(asked.needs());
        List<String> missed =
                lacking.stream().filter(Inquiry.Need::inUse).map(Prospect::said).toList();
        List<String> unused = lacking.stream()
                .filter(need -> !need.inUse())
                .map(Prospect::said)
                .toList();
        return new Finding(
                PROVIDERS,
                missed.isEmpty(),
                true,
                missed.isEmpty()
                        ? "region " + region + " has the providers that the realm uses"
                        : "region " + region + " lacks " + listed(missed) + ": install it there",
                missed,
                unused.isEmpty()
                        ? List.of()
                        : List.of("region " + region + " lacks what nobody uses: " + listed(unused)));
    }

    private static String said(Inquiry.Need need) {
        return need.what() + " " + need.id() + " (" + need.where() + ")";
    }

    private static String listed(List<String> lacks) {
        return lacks.stream().collect(Collectors.joining(", "));
    }

    /** The way that changes of a copy go back by. */
    private Finding reached(String from, String url) {
        try {
            return reaches.test(from, BaseUrl.parse(url))
                    ? held(REACHED, "region " + region + " reaches region " + from + " at " + url)
                    : failed(
                            REACHED,
                            "region " + region + " does not reach region " + from + " at " + url
                                    + ": the log of region " + region + " says why");
        } catch (IllegalArgumentException e) {
            return failed(REACHED, String.valueOf(e.getMessage()));
        }
    }

    private static Finding held(String rule, String detail) {
        return new Finding(rule, true, true, detail);
    }

    private static Finding failed(String rule, String detail) {
        return new Finding(rule, false, true, detail);
    }
}
