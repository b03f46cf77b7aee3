package io.multiregion.engine.verify;

import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes a copy equal to the primary. A thousand resources go as one change, so that it is consistent before and after; then these are
 * compared again. What is more than that, or stays different, has the copy made again over what is there.
 *
 * <p>A copy that takes no changes, for rows that it should not have are in the way, is compared where it stands: what is due goes
 * together with what differs. If it does not take that either, it is made again.
 *
 * <p>Sessions are shipped page by page: no row refers to one, and those in a secondary go on changing there.
 */
final class Repair implements Errand {

    private static final Logger LOG = Logger.getLogger(Repair.class);

    /** What was shipped is compared again; what still differs was tampered with meanwhile, and goes once more. */
    private static final int MOST_SHIPPED = 2;

    private enum Stage {
        COMPARING,
        SHIPPING,
        PROVING,
        ENDING
    }

    private final Mending mending;
    private final OurSide ours;
    private final Walk walk;
    private Stage stage = Stage.COMPARING;
    private Map<Kind, List<String>> lasting = new EnumMap<>(Kind.class);
    private int shipped;
    private Report report;

    Repair(Mending mending, OurSide ours, Walk walk) {
        this.mending = mending;
        this.ours = ours;
        this.walk = walk;
    }

    @Override
    public Walk walk() {
        return walk;
    }

    @Override
    public boolean isShipping() {
        return stage == Stage.SHIPPING;
    }

    @Override
    public Optional<Report> step(Line line, RealmState realm, ReplicaState replica, boolean refused) {
        switch (stage) {
            case COMPARING -> compare(line, realm, replica, refused);
            case SHIPPING -> shipped(realm, replica, refused);
            case PROVING -> prove(line, realm, replica);
            default -> {
                return Optional.of(end(line, realm, replica));
            }
        }
        return Optional.empty();
    }

    private void compare(Line line, RealmState realm, ReplicaState replica, boolean refused) {
        List<Different> found = walk.step(line, realm, replica);
        if (!found.isEmpty() && Kind.valueOf(found.get(0).kind()).twoWay()) {
            mending.ship(realm, found);
        } else {
            note(found);
        }
        if (count() > Walk.MOST_NAMED) {
            report = walk.report(replica);
            copyAgain(realm, replica);
        } else if (walk.isDone()) {
            report = walk.report(replica);
            if (lasting.isEmpty() && !refused) {
                end(report.differences() == 0 ? Report.Outcome.EQUAL : Report.Outcome.SHIPPED);
            } else {
                ship(realm, found(lasting));
            }
        }
    }

    private void ship(RealmState realm, List<Different> different) {
        mending.ship(realm, different);
        shipped++;
        stage = Stage.SHIPPING;
    }

    private void shipped(RealmState realm, ReplicaState replica, boolean refused) {
        if (refused) {
            copyAgain(realm, replica);
        } else if (!ours.isPending(realm, lasting, replica.acknowledged().sequence())) {
            stage = Stage.PROVING;
        }
    }

    private void prove(Line line, RealmState realm, ReplicaState replica) {
        List<Different> different = new ArrayList<>();
        lasting.forEach((kind, ids) -> different.addAll(Different.of(
                line,
                realm,
                replica,
                kind,
                ours.of(realm, kind, ids, replica.acknowledged().sequence()))));
        if (different.isEmpty()) {
            end(report.differences() == 0 ? Report.Outcome.EQUAL : Report.Outcome.SHIPPED);
        } else if (shipped == MOST_SHIPPED) {
            copyAgain(realm, replica);
        } else {
            lasting.clear();
            note(different);
            ship(realm, different);
        }
    }

    private void note(List<Different> found) {
        found.forEach(different -> lasting.computeIfAbsent(different.resource().kind(), kind -> new ArrayList<>())
                .add(different.id()));
    }

    private int count() {
        return lasting.values().stream().mapToInt(List::size).sum();
    }

    private static List<Different> found(Map<Kind, List<String>> lasting) {
        return lasting.entrySet().stream()
                .flatMap(some -> some.getValue().stream()
                        .map(id -> new Different(some.getKey().name(), id, "")))
                .toList();
    }

    private void copyAgain(RealmState realm, ReplicaState replica) {
        LOG.warnf(
                "the copy of realm %s in region %s differs in %d resources or more, or takes no changes: it is made again",
                realm.realmName(), replica.region(), report.differences());
        end(Report.Outcome.COPYING);
    }

    private void end(Report.Outcome outcome) {
        report = report.with(outcome);
        stage = Stage.ENDING;
    }

    /** The other region is told before the copy begins again: there, nothing but this ends a doubt. */
    private Report end(Line line, RealmState realm, ReplicaState replica) {
        line.ask(realm, replica, replica.acknowledged(), Question.kinds(List.of(), Question.Repair.DONE));
        if (report.repair() == Report.Outcome.COPYING) {
            mending.copyAgain(replica);
        }
        return report;
    }
}
