package io.multiregion.replication.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.ReadOnly;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrimaryLinkTest {

    private static final Realm REALM = Realm.named("acme", "acme & söhne", null);
    private static final Claim CLAIM = new Claim(1, "eu");
    private static final URI URL = URI.create("https://eu.internal:8443");
    private static final URI PUBLIC = URI.create("https://login.eu.example.com/auth");
    private static final Position AT = new Position(1, 7);
    private static final Instant HEARD = Instant.parse("2027-01-01T00:00:00Z");

    private static RealmState copy(URI publicUrl) {
        Feed feed = new Feed(StreamId.NONE, AT, HEARD, HEARD, null, publicUrl);
        return new Secondary(REALM, CLAIM, URL, Course.at(AT), ReplicaStatus.ACTIVE, feed);
    }

    @Test
    void leadsToTheAccountAtThePrimarysOwnAddress() {
        assertEquals(
                Optional.of(URI.create("https://login.eu.example.com/auth/realms/acme%20%26%20s%C3%B6hne/account/")),
                PrimaryLink.of(copy(PUBLIC), HEARD.plusSeconds(9)));
        assertEquals(PUBLIC, ReadOnly.of(copy(PUBLIC)).primary(), "programs are told it, too");
    }

    @Test
    void thereIsNoneToAPrimaryThatIsSilentOrHasNoAddress() {
        assertEquals(Optional.empty(), PrimaryLink.of(copy(PUBLIC), HEARD.plusSeconds(10)));
        assertEquals(Optional.empty(), PrimaryLink.of(copy(null), HEARD));
        assertEquals(URL, ReadOnly.of(copy(null)).primary());
    }

    @Test
    void thePrimaryNeedsNone() {
        assertEquals(Optional.empty(), PrimaryLink.of(new Primary(REALM, CLAIM, URL, Course.at(AT)), HEARD));
    }
}
