package io.multiregion.engine.message;

import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Spot;
import io.multiregion.engine.trouble.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request of each record, and one answer of each, with nothing left out. */
final class SampleMessages {

    private static final Terms TERMS = new Terms(
            "https://eu",
            List.of(new Terms.Holder("eu", "https://eu", "ACTIVE", true)),
            List.of(new Terms.Reign(1, "eu", 7)),
            Optional.of("{}"));

    private static final Vitals VITALS =
            new Vitals("26.7.0", "0.1.0", 3, 1234, Optional.of(-5L), 5678, true, Optional.of("https://eu.example.com"));

    private SampleMessages() {}

    static List<Request> requests() {
        return List.of(
                new CopyOrder.Create(1, 2, "acme", "https://eu", Optional.of("acme")),
                new CopyOrder.Status(1, "ACTIVE"),
                new CopyOrder.Delete(1),
                new RoleOrder.Tell(1, TERMS, Optional.of("over:")),
                new RoleOrder.Follow(1, TERMS),
                new RoleOrder.Promote(1, 2, TERMS, true),
                new RoleOrder.Cancel(1),
                new Question.Kinds(List.of(Kind.USER), Optional.of(Question.Repair.BEGUN)),
                new Question.Resources(Kind.USER, List.of("a", "b"), Optional.of(new Digest(2, "ab"))),
                new Question.Next(Kind.USER, "a", 3),
                new Inquiry.Primary(),
                new Inquiry.Divergences(List.of("a", "b")),
                new Inquiry.Readiness("us"),
                new Inquiry.Probe(List.of("token")),
                new Inquiry.Preflight(
                        "acme",
                        "https://eu",
                        Optional.of("acme"),
                        List.of(new Inquiry.Need("protocol", List.of("a.Type"), "oidc", "client a", true))),
                new Inquiry.Events(List.of(new Inquiry.LoggedEvent(true, Map.of("ID", "id")))),
                new Heartbeat(3, 4, 5, Optional.of("https://eu.example.com")),
                new Heartbeats(
                        List.of(new Heartbeats.Stream(
                                "acme",
                                "0123456789abcdef0123456789abcdef",
                                1,
                                new Position(1, 2),
                                new Heartbeat(3, 4, 5, Optional.empty()))),
                        Optional.of(VITALS),
                        List.of(new Heartbeats.Other("acme", "ap", "LEVEL", 5, 6, new Position(1, 2)))));
    }

    static List<Answer> answers() {
        Answer.Primary primary = new Answer.Primary("eu", "https://eu", 4);
        return List.of(
                new Answer.Ok(),
                new Answer.Copy("3:id"),
                new Answer.Known(primary),
                new Answer.Digests(Map.of("USER", new Digest(2, "ab")), true, List.of("a")),
                new Answer.Page(Kind.USER, List.of("a")),
                new Answer.Divergences(List.of(diverged()), true),
                new Answer.Findings(List.of(new Finding("lag", true, false, "none"))),
                new Answer.Tokens(List.of("token")),
                new Answer.Merged(12),
                new Answer.SaidBefore(5),
                new Answer.Unconfirmed(List.of("acme"), Optional.of(VITALS)),
                new Answer.Gap("build on 1:3", Optional.of("3:id")),
                new Answer.Stale("eu is the primary", Optional.of(primary)),
                new Answer.OtherTables("they differ", List.of("REALM.ID TEXT key")),
                new Answer.Undone(
                        Answer.Outcome.REFUSED,
                        "no",
                        Optional.of(new Trouble(
                                Remedy.CHANGE_IN_PRIMARY,
                                "no",
                                Optional.of("do"),
                                Spot.of(new ResourceKey(Kind.USER, "bob"), "USER_ENTITY", Optional.of("UK")),
                                Optional.empty(),
                                0,
                                0))));
    }

    private static Diverged diverged() {
        return new Diverged(
                "id", "eu", 1, "USER", "bob-id", Optional.of("bob"), Optional.of("admin"), 5, new byte[] {1, 2, 3});
    }
}
