package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.part.Reach;
import io.multiregion.engine.state.store.RoleRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who holds a realm may not lead it without consent, and no number that it tells leaps so far that nothing comes after it. */
class LeapTest {

    private static final String REALM = "realm-1";
    private static final long END = Long.MAX_VALUE;
    private static final List<Terms.Holder> HOLDERS = Stream.of("eu", "ap", "us")
            .map(region -> new Terms.Holder(region, "https://region.example.test", "ACTIVE", true))
            .toList();
    private static final Terms TERMS = new Terms("https://eu.example.test", HOLDERS, List.of(), Optional.empty());
    private static final Position AT = new Position(1, 7);

    private final ReceivingRegion us = new ReceivingRegion();

    @AfterEach
    void close() {
        us.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {END, 1L << 40, 1002})
    void aPrimaryIsNotDeposedByALeap(long epoch) {
        us.leads(REALM, "acme");
        us.allow("eu", "mayBecomePrimary=true");
        assertEquals(Outcome.REFUSED, follow("eu", epoch, 2).outcome());
        assertEquals(Role.PRIMARY, us.state(REALM).role());
        assertEquals(1, us.state(REALM).epoch());
        assertTrue(
                us.state(REALM).lastError().message().contains("nobody misses more than 1000 moves"),
                us.state(REALM)::toString);
        assertEquals(Outcome.OK, follow("eu", 1001, 2).outcome(), "as far as it reaches");
        assertEquals(1001, us.state(REALM).epoch());
    }

    @Test
    void aCopyFollowsNoLeapEither() {
        us.holdsCopy(REALM, "acme");
        us.allow("ap", "mayBecomePrimary=true");
        for (String from : List.of("ap", "eu")) {
            assertEquals(Outcome.REFUSED, follow(from, END, 2).outcome());
        }
        assertEquals(1, us.state(REALM).epoch());
    }

    @Test
    void whoMayNotBecomePrimaryDeposesNobody() {
        us.leads(REALM, "acme");
        var refused = follow("eu", 2, 2);
        assertEquals(Outcome.REFUSED, refused.outcome());
        assertTrue(
                refused.answer()
                        .error()
                        .contains("\"mayBecomePrimary\":true at PATCH /admin/realms/master/multi-region/regions/eu"),
                refused::toString);
        assertEquals(Role.PRIMARY, us.state(REALM).role());
        assertTrue(us.state(REALM)
                .lastError()
                .message()
                .startsWith("region eu says that it is the primary since epoch 2"));
        us.allow("eu", "mayBecomePrimary=true");
        assertEquals(Outcome.OK, follow("eu", 2, 3).outcome());
        assertEquals("eu", us.state(REALM).primaryRegion());
    }

    @Test
    void aThirdRegionFollowsWhomItsOwnOperatorsAllow() {
        us.holdsCopy(REALM, "acme");
        assertEquals(Outcome.REFUSED, follow("ap", 2, 2).outcome());
        assertEquals("eu", us.state(REALM).primaryRegion());
        assertEquals(Outcome.OK, follow("eu", 3, 2).outcome(), "who leads may go on");
        us.allow("ap", "mayBecomePrimary=true");
        assertEquals(Outcome.OK, follow("ap", 4, 2).outcome());
    }

    /** Asked beforehand, it says so. */
    @Test
    void aThirdRegionSaysWhomItWouldNotFollow() {
        us.holdsCopy(REALM, "acme");
        var before = us.tables().rows();
        assertEquals(Outcome.REFUSED, says(1, new Inquiry.Readiness("ap")).outcome());
        us.allow("ap", "mayBecomePrimary=true");
        for (String candidate : List.of("ap", "us")) {
            assertEquals(Outcome.OK, says(1, new Inquiry.Readiness(candidate)).outcome());
        }
        assertEquals(before, us.tables().rows());
    }

    @Test
    void theOneThatTheRoleWasHandedToIsFollowed() {
        us.leads(REALM, "acme");
        us.tables().transaction(connection -> {
            Pause pause = RoleRows.move(connection, REALM, primary -> primary.close("eu", Instant.EPOCH))
                    .pause();
            RoleRows.move(connection, REALM, primary -> primary.fence(pause));
            return RoleRows.move(connection, REALM, primary -> primary.handOver(pause));
        });
        assertEquals(Outcome.OK, follow("eu", 2, 2).outcome());
    }

    @Test
    void aRegionTakesOverAtTheNextEpochOnly() {
        us.holdsCopy(REALM, "acme");
        for (long epoch : new long[] {END, 3, 1}) {
            assertEquals(Outcome.REFUSED, says(1, promote(2, epoch)).outcome());
        }
        assertEquals(Role.SECONDARY, us.state(REALM).role());
        assertEquals(Outcome.OK, says(1, promote(2, 2)).outcome());
        assertEquals(Role.PRIMARY, us.state(REALM).role());
    }

    @Test
    void noOrderIsTheLast() {
        us.holdsCopy(REALM, "acme");
        for (Request order : List.of(
                new RoleOrder.Tell(END, TERMS, Optional.empty()),
                new RoleOrder.Follow(END, TERMS),
                new RoleOrder.Cancel(END))) {
            assertEquals(Outcome.REFUSED, says(1, order).outcome(), order::toString);
        }
        assertEquals(Outcome.REFUSED, says(1, status(END)).outcome());
        assertEquals(
                Outcome.REFUSED, says(1, status(now() + 2 * Reach.ORDER.step())).outcome());
        assertEquals(Outcome.REFUSED, says(1, status(Long.MIN_VALUE)).outcome());
        us.allow("eu", "mayBecomePrimary=true");
        assertEquals(Outcome.REFUSED, follow("eu", 2, END).outcome());
        assertEquals(Outcome.OK, says(1, status(1)).outcome());
        assertEquals(Outcome.OK, says(1, status(now())).outcome());
        assertEquals(Outcome.OK, says(1, promote(3, 2)).outcome(), "none was called off");
    }

    @Test
    void noCopyBeginsAtTheEnd() {
        us.allow("eu", "realms=*");
        for (var order : List.of(create(1), create(END))) {
            Header header = ReceivingRegion.header(
                    MessageType.CREATE, "eu", REALM, order.control() == END ? 1 : END, Position.START);
            assertEquals(
                    Outcome.REFUSED, us.hears(header, Messages.bytes(order)).outcome());
        }
        assertEquals(Set.of(), us.tables().rows().get("MR_STREAM"));
    }

    @Test
    void noCutIsTheLast() {
        us.holdsCopy(REALM, "acme");
        for (Position position : List.of(new Position(END, 8), new Position(2, 8), new Position(1, END))) {
            Header header = ReceivingRegion.header(MessageType.BATCH, "eu", REALM, 1, position);
            assertEquals(Outcome.REFUSED, us.hears(header, new byte[0]).outcome(), position::toString);
        }
        assertEquals(AT, us.state(REALM).position());
    }

    private ReceivingRegion.Reply follow(String from, long epoch, long control) {
        return says(from, epoch, new RoleOrder.Follow(control, TERMS));
    }

    private ReceivingRegion.Reply says(long epoch, Request request) {
        return says("eu", epoch, request);
    }

    private ReceivingRegion.Reply says(String from, long epoch, Request request) {
        return us.hears(ReceivingRegion.header(request.type(), from, REALM, epoch, AT), Messages.bytes(request));
    }

    private static RoleOrder.Promote promote(long control, long epoch) {
        return new RoleOrder.Promote(control, epoch, TERMS, false);
    }

    private static CopyOrder.Status status(long control) {
        return new CopyOrder.Status(control, "INACTIVE");
    }

    private static CopyOrder.Create create(long control) {
        return new CopyOrder.Create(control, now(), "acme", "https://eu.example.test", Optional.empty());
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
