package io.multiregion.engine.trouble;

/** What another region sent could not be written: something here stands against it. Nothing was written. */
public abstract class UnappliedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    protected UnappliedException(Trouble trouble, Throwable cause) {
        super(trouble.text(), cause);
        this.trouble = trouble;
    }

    /** What stands against it, and what to do. */
    public Trouble trouble() {
        return trouble;
    }

    /** Whether this copy has rows that the primary can't have beside what it sent: it is to be repaired. */
    public boolean isRepairable() {
        return false;
    }
}
