package io.multiregion.key.pkcs11;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeyException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A key in a token, opened again when its session is lost. A PIN that the token refused is not tried again, so that nobody's token
 * locks itself.
 */
final class TokenKey {

    /** What is done with an open token. */
    interface Action {
        byte[] on(OpenToken token) throws Exception;
    }

    private final TokenUri uri;
    private final char[] pin;
    private final TimeLimit limit;
    private final AtomicReference<OpenToken> current = new AtomicReference<>();
    private final AtomicReference<KeyDeniedException> refused = new AtomicReference<>();

    TokenKey(TokenUri uri, char[] pin, TimeLimit limit) {
        this.uri = uri;
        this.pin = pin;
        this.limit = limit;
    }

    /** For the first time: what can't be right by itself is an {@link IllegalArgumentException}, a wrong PIN included. */
    OpenToken open() {
        try {
            return limit.within(this::opened);
        } catch (KeyException e) {
            throw e instanceof KeyDeniedException denied
                    ? new IllegalArgumentException(denied.getMessage(), denied)
                    : e;
        }
    }

    byte[] use(Action action) {
        return limit.within(() -> twice(action));
    }

    private byte[] twice(Action action) {
        OpenToken token = current.get();
        if (token != null) {
            try {
                return action.on(token);
            } catch (Exception e) {
                KeyException failure = failure(e);
                if (failure instanceof KeyDeniedException) {
                    throw failure;
                }
                current.compareAndSet(token, null);
            }
        }
        try {
            token = opened();
            return action.on(token);
        } catch (Exception e) {
            KeyException failure = failure(e);
            if (!(failure instanceof KeyDeniedException)) {
                current.compareAndSet(token, null);
            }
            throw failure;
        }
    }

    private synchronized OpenToken opened() {
        if (refused.get() != null) {
            throw refused.get();
        }
        OpenToken token = current.get();
        if (token != null) {
            return token;
        }
        try {
            token = OpenToken.of(uri, pin);
            current.set(token);
            return token;
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            KeyException failure = failure(e);
            if (failure instanceof KeyDeniedException denied) {
                refused.set(denied);
            }
            throw failure;
        }
    }

    private KeyException failure(Exception e) {
        return ReturnCodes.meaning(uri.toString(), e);
    }
}
