package io.multiregion.engine.peer.transport;

import java.time.Duration;

/**
 * Carries a sealed message to a region and brings back the sealed answer. It need not be trusted: what it carries is sealed, and
 * a lost, doubled or late message does no harm.
 */
public interface Transport {

    /**
     * Blocks until the answer is there or the time is up. Safe for use by several threads.
     *
     * @param to the recipient
     * @param announcement goes ahead of the message, see {@link io.multiregion.engine.seal.pass.Announcements}
     * @param patience how long to wait for the answer; a region that has no room for the message is asked again as long
     * @throws TransportException if there is no answer; the message may have arrived all the same
     */
    byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience);
}
