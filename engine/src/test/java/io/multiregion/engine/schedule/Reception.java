package io.multiregion.engine.schedule;

import io.multiregion.engine.apply.Adoption;
import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.receive.Acts;
import io.multiregion.engine.receive.Admittance;
import io.multiregion.engine.receive.Receiver;
import io.multiregion.engine.receive.SealedAnswers;
import io.multiregion.engine.receive.ask.AskActs;
import io.multiregion.engine.receive.ask.RowQuestions;
import io.multiregion.engine.receive.back.TakeBack;
import io.multiregion.engine.receive.copy.ArrivingCuts;
import io.multiregion.engine.receive.copy.CopyActs;
import io.multiregion.engine.receive.copy.CopyRemoval;
import io.multiregion.engine.receive.copy.Invitations;
import io.multiregion.engine.receive.copy.StagedParts;
import io.multiregion.engine.receive.known.CopyNotes;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.role.RoleActs;
import io.multiregion.engine.receive.role.RoleEvents;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.stored.SealedBytes;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.Others;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes the messages of other regions in one life of a region's server. */
record Reception(Home home, Others others, Life.Surroundings around, RoleEvents events) {

    Receiver receiver() {
        Shape shape = around.catalogue().shape();
        Holders holders = new Holders(home.connections(), others.consents());
        CopyNotes notes = new CopyNotes(home.connections(), home.clock());
        return new Receiver(
                around.envelope(),
                holders,
                new Admittance(home.region(), shape, holders, notes),
                new Acts(
                        copyActs(),
                        roleActs(),
                        askActs(holders),
                        takeBack(),
                        told -> Answer.refused("nobody asks for a copy here")),
                notes,
                new SealedAnswers(shape, around.envelope(), home.topology()),
                new Observer() {});
    }

    private TakeBack takeBack() {
        Adoption adoption =
                new Adoption(new RowCopies(home.connections()), rows(), home.journal(), () -> true, around.clock());
        return new TakeBack(home.connections(), adoption, realmId -> {});
    }

    private RowApplier rows() {
        return new RowApplier(around.catalogue(), Dialect.H2);
    }

    private CopyActs copyActs() {
        Applier applier = new Applier(
                new RowCopies(home.connections()),
                rows(),
                Dialect.H2,
                home.journal(),
                new Observer() {},
                around.clock());
        Invitations invitations = new Invitations(home.connections(), others.consents(), around.clock());
        StagedParts staged = new StagedParts(home.connections(), around.envelope(), new SealedBytes(noKeys()));
        return CopyActs.of(
                home.region(),
                home.connections(),
                invitations,
                new CopyRemoval(home.connections(), applier::removeCopy),
                new ArrivingCuts(staged, applier, invitations),
                around.clock());
    }

    /** The realm has none. */
    private DataKeys noKeys() {
        return new DataKeys(home.connections(), null, Duration.ZERO, around.clock(), realmId -> {});
    }

    private RoleActs roleActs() {
        return RoleActs.of(
                home.connections(), others.consents(), others.succession(), Optional.empty(), events, around.clock());
    }

    private AskActs askActs(Holders holders) {
        return AskActs.of(
                home.region(),
                home.connections(),
                around.clock(),
                new AskActs.Sources(
                        holders,
                        others.consents(),
                        home.journal(),
                        others.divergences(),
                        new RowQuestions(around.catalogue()),
                        home.bulletin()),
                realm -> List.of(),
                null);
    }
}
