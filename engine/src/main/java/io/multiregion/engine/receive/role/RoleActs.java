package io.multiregion.engine.receive.role;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.succession.Hearing;
import io.multiregion.engine.succession.Succession;
import java.time.Clock;
import java.util.Optional;

/**
 * What is done about messages that are about the primary role.
 *
 * @param terms of TERMS
 * @param follow of FOLLOW
 * @param name of CLAIM
 * @param promotion of PROMOTE
 * @param callOff of CANCEL
 */
public record RoleActs(
        HoldTerms terms, FollowPrimary follow, NamePrimary name, TakePromotion promotion, CallOff callOff) {

    /**
     * @param consents whom this region's operators let lead
     * @param shared the DNS record of all realms that moves with the role of any of them, or empty
     */
    public static RoleActs of(
            Connections connections,
            Consents consents,
            Succession succession,
            Optional<String> shared,
            RoleEvents events,
            Clock clock) {
        OrderNumbers numbers = new OrderNumbers(clock);
        Hearing hearing = new Hearing(consents, shared);
        NamePrimary name = new NamePrimary(events);
        return new RoleActs(
                new HoldTerms(connections, numbers, succession),
                new FollowPrimary(connections, hearing, succession, numbers, clock),
                name,
                new TakePromotion(connections, hearing, succession, numbers, events),
                new CallOff(connections, hearing, numbers, name));
    }
}
