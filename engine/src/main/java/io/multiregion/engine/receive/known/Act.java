package io.multiregion.engine.receive.known;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import java.io.IOException;

/**
 * What is done about one type of message. Called on a thread without a transaction, once the message is let in; it blocks until the
 * commit. The same message may come again, and is then to be found done.
 */
public interface Act {

    /**
     * @throws IOException if the payload can't be read: nothing was done
     * @throws NotAcceptedException if a part that was kept can't be opened: nothing was done
     */
    Answer take(Told told) throws IOException, NotAcceptedException;
}
