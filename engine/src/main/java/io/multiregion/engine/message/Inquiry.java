package io.multiregion.engine.message;

import io.multiregion.engine.seal.header.MessageType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a region asks of another one that holds the realm, other than what its rows are. */
public sealed interface Inquiry extends Request {

    /** CLAIM, to any region that holds the realm: whom do you know as its primary? Answered with {@link Answer.Known}. */
    record Primary() implements Inquiry {
        @Override
        public MessageType type() {
            return MessageType.CLAIM;
        }
    }

    /**
     * An event that happened on a secondary.
     *
     * @param admin whether an administrator did it; a user did it otherwise
     * @param values by column of the table of events; times are in milliseconds since 1970
     */
    record LoggedEvent(boolean admin, Map<String, String> values) {

        public LoggedEvent {
            values = Map.copyOf(values);
        }
    }

    /** EVENTS, from a secondary to the primary: what has happened here. Answered with {@link Answer.Ok}: it is in the primary's log. */
    record Events(List<LoggedEvent> events) implements Inquiry {

        public Events {
            events = List.copyOf(events);
        }

        @Override
        public MessageType type() {
            return MessageType.EVENTS;
        }
    }

    /**
     * DIVERGENCES, from the primary to a secondary: hand over what you had and I never got. Answered with {@link Answer.Divergences}: what
     * comes next.
     *
     * @param ids the ids of those that were taken
     */
    record Divergences(List<String> ids) implements Inquiry {

        public Divergences {
            ids = List.copyOf(ids);
        }

        @Override
        public MessageType type() {
            return MessageType.DIVERGENCES;
        }
    }

    /**
     * READINESS, from the primary to a secondary: could you take over, or follow another one that does? Answered with
     * {@link Answer.Findings}, none of another one.
     *
     * @param region the name of the region that is to take over
     */
    record Readiness(String region) implements Inquiry {
        @Override
        public MessageType type() {
            return MessageType.READINESS;
        }
    }

    /**
     * What a realm needs of the server that holds it.
     *
     * @param what what it is, for people
     * @param types the names of the types of provider of which one must have it
     * @param id the provider's id
     * @param where one place in the realm that names it
     * @param inUse whether that place is reached
     */
    record Need(String what, List<String> types, String id, String where, boolean inUse) {

        public Need {
            types = List.copyOf(types);
        }
    }

    /**
     * PREFLIGHT, to a region that is to hold a copy of the realm: could it? Answered with {@link Answer.Findings}; nothing is begun.
     *
     * @param realmName the name of the realm
     * @param url the base URL of the sender's Keycloak, as CREATE would give it
     * @param label the realm's label, if it has one
     * @param needs what the realm needs there, {@value #MOST_NEEDS} at most: what is beyond is not looked at
     */
    record Preflight(String realmName, String url, Optional<String> label, List<Need> needs) implements Inquiry {

        /** A realm that names more providers is none that anybody has. */
        public static final int MOST_NEEDS = 2000;

        public Preflight {
            needs = needs.size() > MOST_NEEDS ? needs.subList(0, MOST_NEEDS) : needs;
            needs = List.copyOf(needs);
        }

        @Override
        public MessageType type() {
            return MessageType.PREFLIGHT;
        }
    }

    /**
     * PROBE, from the primary to a secondary: validate my tokens, and mint some. They only prove that a realm's signing keys work in one
     * region and are known in another. Answered with {@link Answer.Tokens}.
     *
     * @param tokens signed JWTs, one for each active signing key
     */
    record Probe(List<String> tokens) implements Inquiry {

        public Probe {
            tokens = List.copyOf(tokens);
        }

        @Override
        public MessageType type() {
            return MessageType.PROBE;
        }
    }
}
