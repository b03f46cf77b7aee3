package io.multiregion.command.say;

/** How it ends, with the exit status that monitoring plug-ins have for it. The worse one comes later, but for {@link #UNKNOWN}. */
public enum Ending {
    OK,
    WARNING,
    CRITICAL,
    /** It was asked wrongly, or may not ask: nothing is known. */
    UNKNOWN;

    public int status() {
        return ordinal();
    }

    public Ending orWorse(Ending other) {
        return compareTo(other) < 0 ? other : this;
    }
}
