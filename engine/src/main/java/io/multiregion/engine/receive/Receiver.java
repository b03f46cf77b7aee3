package io.multiregion.engine.receive;

import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.metrics.NotTaken;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.receive.known.CopyNotes;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.trouble.UnappliedException;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes the messages of primaries, one after the other for each realm.
 *
 * <p>Whoever is not a trusted region learns nothing: {@link NotAcceptedException} is thrown, and its reason is for this region's log only.
 * A trusted primary always gets a sealed answer, which tells it where this region's copy stands.
 */
public final class Receiver {

    private static final Logger LOG = Logger.getLogger(Receiver.class);

    private final Envelope envelope;
    private final Holders holders;
    private final Admittance admittance;
    private final Acts acts;
    private final CopyNotes notes;
    private final SealedAnswers answers;
    private final Observer observer;

    public Receiver(
            Envelope envelope,
            Holders holders,
            Admittance admittance,
            Acts acts,
            CopyNotes notes,
            SealedAnswers answers,
            Observer observer) {
        this.envelope = envelope;
        this.holders = holders;
        this.admittance = admittance;
        this.acts = acts;
        this.notes = notes;
        this.answers = answers;
        this.observer = observer;
    }

    /**
     * Opens a message, does what it says and seals the answer. Blocks until the commit; on a thread without a transaction.
     *
     * @param announced the header that it must have
     * @throws KeyException if this region's key cannot open the message, or sign the answer, now. The sender is to send it again: it was
     *     not taken, or will be found to be done
     * @throws SecretsUnavailableException if the realm's data key is not open: the same goes
     */
    public byte[] receive(Header announced, byte[] message) throws NotAcceptedException {
        Opened opened = open(announced, message);
        Header header = opened.header();
        Told told = new Told(header, opened.payload(), message, Optional.empty());
        Answer answer;
        try {
            told = new Told(header, opened.payload(), message, holders.realm(header.realmId(), header.from()));
            answer = answer(told);
        } catch (KeyUnavailableException | SecretsUnavailableException e) {
            observer.receiveFailed(NotTaken.KEY_UNAVAILABLE);
            notes.failure(
                    told,
                    Trouble.of(
                            Remedy.PASSES,
                            e instanceof SecretsUnavailableException ? e.getMessage() : KeyTrouble.SAID));
            throw e;
        } catch (RuntimeException | IOException e) {
            answer = failed(told, e);
        }
        return answers.seal(told, answer);
    }

    private Opened open(Header announced, byte[] message) throws NotAcceptedException {
        try {
            return envelope.open(message, announced);
        } catch (NotAcceptedException e) {
            observer.receiveFailed(NotTaken.NOT_ACCEPTED);
            throw e;
        } catch (KeyUnavailableException e) {
            observer.receiveFailed(NotTaken.KEY_UNAVAILABLE);
            throw e;
        }
    }

    private Answer answer(Told told) throws IOException, NotAcceptedException {
        Optional<Answer> refusal = admittance.refusal(told);
        return refusal.isPresent() ? refusal.get() : acts.take(told);
    }

    private Answer failed(Told told, Exception e) {
        Header header = told.header();
        observer.receiveFailed(NotTaken.FAILED);
        LOG.errorf(e, "a %s of region %s for realm %s failed here", header.type(), header.from(), header.realmId());
        Trouble trouble = trouble(header, e);
        notes.failure(told, trouble);
        boolean repairable = e instanceof UnappliedException unapplied && unapplied.isRepairable();
        return Answer.of(repairable ? Answer.Outcome.CONFLICT : Answer.Outcome.FAILED, trouble);
    }

    private static Trouble trouble(Header header, Exception e) {
        if (e instanceof UnappliedException unapplied) {
            return unapplied.trouble();
        }
        if (e instanceof Messages.UnreadableException) {
            return Trouble.of(Remedy.CHANGE_IN_PRIMARY, "region " + header.to() + " can't read this: " + e.getMessage())
                    .todo("have both regions run the same version of this extension");
        }
        return Trouble.of(
                        DatabaseException.passes(e) ? Remedy.PASSES : Remedy.CHANGE_IN_COPY,
                        "it failed in region " + header.to() + " (" + rootCause(e) + ")")
                .todo("look at the log of region " + header.to());
    }

    private static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
