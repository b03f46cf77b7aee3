package io.multiregion.engine.receive;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.receive.ask.AskActs;
import io.multiregion.engine.receive.copy.CopyActs;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.receive.role.RoleActs;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.MessageType;
import java.io.IOException;

/** What is done about each type of message. */
public final class Acts {

    private final CopyActs copy;
    private final RoleActs role;
    private final AskActs ask;
    private final Act takeBack;
    private final Act prospect;

    /**
     * @param takeBack of RETURN
     * @param prospect of PREFLIGHT
     */
    public Acts(CopyActs copy, RoleActs role, AskActs ask, Act takeBack, Act prospect) {
        this.copy = copy;
        this.role = role;
        this.ask = ask;
        this.takeBack = takeBack;
        this.prospect = prospect;
    }

    /** Does what a message says that was let in. */
    Answer take(Told told) throws IOException, NotAcceptedException {
        return act(told.header().type()).take(told);
    }

    private Act act(MessageType type) {
        return switch (type) {
            case CREATE -> copy.creation();
            case BATCH -> copy.cuts();
            case STATUS -> copy.status();
            case DELETE -> copy.deletion();
            case TERMS -> role.terms();
            case FOLLOW -> role.follow();
            case CLAIM -> role.name();
            case PROMOTE -> role.promotion();
            case CANCEL -> role.callOff();
            case HEARTBEAT -> ask.stream();
            case HEARTBEATS -> ask.streams();
            case DIGEST -> ask.rows();
            case DIVERGENCES -> ask.divergences();
            case READINESS -> ask.readiness();
            case PROBE -> ask.tokens();
            case EVENTS -> ask.events();
            case RETURN -> takeBack;
            case PREFLIGHT -> prospect;
            case REPLY, PASS, FETCH, UNKNOWN -> told -> Answer.refused("a " + type + " is no order");
        };
    }
}
