package io.multiregion.engine.admission;

/** What comes of a message that a trusted region has announced. */
public sealed interface Admission permits Admission.Answered, Admission.Repeated, Admission.Busy, Place {

    /**
     * It came before, and was answered with this.
     *
     * @param answer as it was sealed then
     */
    record Answered(byte[] answer) implements Admission {}

    /** It came before; what was answered is not known any more. Whoever has news says it in a new message. */
    record Repeated() implements Admission {}

    /** There is no room for it now: send it again soon. */
    record Busy() implements Admission {}
}
