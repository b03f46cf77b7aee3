package io.multiregion.command.act;

import io.multiregion.command.json.Json;
import io.multiregion.command.say.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What an overview means for whoever is on call. */
final class Judge {

    private record Reason(Ending ending, String text) {}

    private final Bounds bounds;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();

    Judge(Bounds bounds) {
        this.bounds = bounds;
    }

    void read(Json overview) {
        String role = overview.at("role").orUnknown();
        if (role.equals("STANDALONE")) {
            because(Ending.WARNING, "the realm is in one region only");
        }
        if (role.equals("PRIMARY") && overview.at("writable").isFalse()) {
            because(
                    Ending.CRITICAL,
                    "no changes are taken: " + overview.at("notWritableBecause").orUnknown());
        }
        for (Json region : overview.at("regions").list()) {
            region(region);
        }
        if (!role.equals("STANDALONE") && !overview.at("takeOver").isThere()) {
            because(Ending.WARNING, "no region could take over now");
        }
        if (overview.at("staleness").at("stale").isTrue()) {
            because(Ending.CRITICAL, "this copy is older than the realm allows");
        }
        long divergences = overview.at("divergences").number().orElse(0L);
        if (divergences > 0) {
            because(Ending.WARNING, divergences + " changes of a former primary wait for a decision");
        }
        figures.add("divergences=" + divergences + ";1;;0");
        overview.at("warnings").list().forEach(warning -> because(Ending.WARNING, warning.orUnknown()));
        if (overview.at("lastDrill").at("passed").isFalse()) {
            because(Ending.WARNING, "the last drill did not pass");
        }
    }

    private void region(Json region) {
        String name = region.at("region").orUnknown();
        String state = region.at("state").orUnknown();
        Json error = region.at("lastError");
        Ending ending = ofState(state);
        if (ending != Ending.OK) {
            String why = error.isThere() ? ": " + error.at("message").orUnknown() : "";
            String todo =
                    error.at("whatToDo").text().map(what -> ". To do: " + what).orElse("");
            because(ending, name + " is " + state + why + todo);
        }
        if (!region.at("self").isTrue()) {
            region.at("heardMillisAgo").number().ifPresent(millis -> late(name + " was not heard of for ", millis));
        }
        if (!region.at("role").orUnknown().equals("PRIMARY")) {
            region.at("lagMillis").number().ifPresent(millis -> {
                if (!state.equals("COPYING")) {
                    late(name + " is behind by ", millis);
                }
                figures.add(bounds.figure(name + "_lag", millis));
            });
            region.at("behindResources").number().ifPresent(count -> figures.add(name + "_behind=" + count + ";;;0"));
        }
        if (region.at("keysUsable").isFalse()) {
            because(Ending.CRITICAL, name + " cannot use its keys");
        }
    }

    private void late(String what, long millis) {
        if (bounds.of(millis) != Ending.OK) {
            because(bounds.of(millis), what + millis / 1000 + " s");
        }
    }

    /** A word that is not known here is of a later version. */
    private static Ending ofState(String state) {
        return switch (state) {
            case "PRIMARY", "LEVEL" -> Ending.OK;
            case "STUCK", "NOT_CONSISTENT", "UNKNOWN" -> Ending.CRITICAL;
            default -> Ending.WARNING;
        };
    }

    private void because(Ending ending, String text) {
        reasons.add(new Reason(ending, text));
    }

    Ending ending() {
        return reasons.stream().map(Reason::ending).reduce(Ending.OK, Ending::orWorse);
    }

    /** The worst first; empty if all is well. */
    String reasons() {
        return reasons.stream()
                .sorted(Comparator.comparing(Reason::ending).reversed())
                .map(Reason::text)
                .collect(Collectors.joining("; "));
    }

    List<String> figures() {
        return List.copyOf(figures);
    }
}
