package io.multiregion.engine.node;

import org.jboss.logging.Logger;

/** What goes wrong with something that is done again and again: it is said once it is more than a server that stops. */
final class Trouble {

    /** A server that stops closes its database before it closes us. */
    private static final int WORTH_A_WARNING = 3;

    private final Logger log;
    private final String what;
    private int times;

    Trouble(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** It went well. */
    void over() {
        times = 0;
    }

    /** It threw something. */
    void met(Throwable failure) {
        times++;
        if (failure instanceof Error) {
            log.error(what, failure);
        } else {
            log.logf(
                    times < WORTH_A_WARNING ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "%s: %s%s",
                    what,
                    failure,
                    failure.getCause() == null ? "" : " (" + failure.getCause() + ")");
        }
    }
}
