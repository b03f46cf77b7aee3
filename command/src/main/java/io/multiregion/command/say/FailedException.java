package io.multiregion.command.say;

/** It can't be done. The message says why, and what to do. */
public final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Ending ending;
    private final transient String answer;

    public FailedException(Ending ending, String message) {
        this(ending, message, null);
    }

    /** @param answer what the region said to it, as JSON; null if it said nothing */
    public FailedException(Ending ending, String message, String answer) {
        super(message);
        this.ending = ending;
        this.answer = answer;
    }

    /** It was asked wrongly. */
    public static FailedException asked(String message) {
        return new FailedException(Ending.UNKNOWN, message);
    }

    public Ending ending() {
        return ending;
    }

    public String answer() {
        return answer;
    }
}
