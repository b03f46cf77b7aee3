package io.multiregion.replication.rest.realm;

import io.multiregion.engine.admission.FewLines;
import org.jboss.logging.Logger;

/**
 * What the log says of messages that were not taken: few lines, whoever sends whatever. Strangers have lines of their own, so that they
 * can't crowd out what is said of trusted regions.
 */
final class MessageLog {

    private static final Logger LOG = Logger.getLogger(MessageEndpoint.class);

    private final FewLines ofStrangers = new FewLines();
    private final FewLines ofRegions = new FewLines();

    void stranger(String reason) {
        ofStrangers.of(reason).ifPresent(MessageLog::notAccepted);
    }

    void region(String reason) {
        ofRegions.of(reason).ifPresent(MessageLog::notAccepted);
    }

    void waits(String reason) {
        ofRegions.of(reason).ifPresent(line -> LOG.warnf("a message of another region has to wait: %s", line));
    }

    private static void notAccepted(String line) {
        LOG.warnf("a message from another region was not accepted: %s", line);
    }
}
