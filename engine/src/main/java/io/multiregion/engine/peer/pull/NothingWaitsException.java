package io.multiregion.engine.peer.pull;

/** A region comes for messages where none ever wait for it: the two do not agree on who calls whom. */
public final class NothingWaitsException extends Exception {

    private static final long serialVersionUID = 1L;

    NothingWaitsException(String here, String from) {
        super("region " + from + " comes for messages, and is called by region " + here
                + ": if it can't be, PATCH .../regions/" + from + " {\"direction\":\"in\"}");
    }
}
