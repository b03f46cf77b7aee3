package io.multiregion.engine.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.resource.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a sign-in leaves is told by the catalogue: a new kind that secondaries write is among it without anybody thinking of it. */
final class PassingTest {

    private static final Ownership OWNERSHIP = Ownership.load();

    /** Whoever adds a kind decides here whether a write of it is waited for where a realm is semi-synchronous. */
    @Test
    void whatASignInLeavesIsNotWaitedFor() {
        assertEquals(
                EnumSet.of(Kind.SESSION, Kind.REVOKED_TOKEN, Kind.FAILED_SIGN_IN, Kind.WORKFLOW_STATE),
                kinds(kind -> !OWNERSHIP.isLasting(kind)));
    }

    @Test
    void kindsThatSecondariesWriteWholeAreThoseOfTheCatalogue() {
        assertEquals(kinds(kind -> OWNERSHIP.of(kind).stream().allMatch(OwnedTable::backWhole)), kinds(Kind::twoWay));
    }

    private static Set<Kind> kinds(Predicate<Kind> which) {
        return Arrays.stream(Kind.values()).filter(which).collect(Collectors.toSet());
    }
}
