package io.multiregion.engine.schedule;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;
import java.util.Optional;
import java.util.Set;

/** What becomes of messages in the regions that they reach, with each region looked at after each message. */
final class Mail implements Network.Destination {

    private final World world;
    private final Promises promises;
    private final Set<Mutation> mutations;

    Mail(World world, Promises promises, Set<Mutation> mutations) {
        this.world = world;
        this.promises = promises;
        this.mutations = mutations;
    }

    @Override
    public Optional<byte[]> deliver(Network.Letter letter) {
        Region to = world.region(letter.to());
        if (to.node().isEmpty() || to.isBusy()) {
            return Optional.empty();
        }
        Life node = to.node().orElseThrow();
        try {
            Header header = node.announcements().prove(letter.announcement());
            world.note(letter.from() + " -> " + letter.to() + " " + header.type() + " epoch " + header.epoch() + " "
                    + header.base() + " to " + header.position());
            to.realm().ifPresent(realm -> world.judge(() -> promises.atPosition(to.name(), realm)));
            believe(to, header);
            Optional<byte[]> answer = Optional.of(node.receiver().receive(header, letter.message()));
            if (mutations.contains(Mutation.DIVERGENCES_FORGOTTEN) && header.type() == MessageType.FOLLOW) {
                to.execute("delete from MR_DIVERGENCE");
            }
            if (mutations.contains(Mutation.PAGES_TAKEN_FOR_WHOLE)) {
                to.execute("update MR_STREAM set COPY_CURSOR = 'done' where COPY_CURSOR like 'late:%'");
            }
            return answer;
        } catch (NotAcceptedException e) {
            world.judge(() -> {
                throw new AssertionError(e.reason(), e);
            });
            return Optional.empty();
        } catch (Crash crash) {
            world.survived(to, crash);
            return Optional.empty();
        } finally {
            world.look(to);
        }
    }

    private void believe(Region to, Header header) {
        if (mutations.contains(Mutation.BASE_NOT_CHECKED) && header.type() == MessageType.BATCH) {
            to.execute(
                    "update MR_STREAM set EPOCH = ?, SEQUENCE = ? where STREAM = ? and COPY_CURSOR = 'done'",
                    header.base().epoch(),
                    header.base().sequence(),
                    header.stream());
        }
    }

    @Override
    public void unanswered(Network.Letter letter) {
        world.note(letter.from() + " has no answer of " + letter.to());
        if (mutations.contains(Mutation.SILENCE_IS_CONSENT)) {
            world.region(letter.from())
                    .execute(
                            "update MR_REPLICA set SEQUENCE = (select s.SEQUENCE from MR_STREAM s where s.REALM_ID = MR_REPLICA.REALM_ID)"
                                    + " where REGION = ?",
                            letter.to());
        }
    }

    @Override
    public void meanwhile(String sender) {
        Region region = world.region(sender);
        if (!region.isBusy()) {
            world.meanwhile(region);
        }
    }
}
