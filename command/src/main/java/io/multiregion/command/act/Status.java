package io.multiregion.command.act;

import io.multiregion.command.json.Json;
import io.multiregion.command.say.Outcome;
import io.multiregion.command.server.Answer;
import io.multiregion.command.server.Region;
import java.util.List;

/** Is it working, and what would be lost now? The region asks no other one, so it answers at once. */
public final class Status implements Act {

    private static final String PATH = "/overview";

    private final Region region;
    private final Bounds bounds;
    private final boolean forPeople;

    /** @param forPeople whether the region's own text is wanted below the first line */
    public Status(Region region, Bounds bounds, boolean forPeople) {
        this.region = region;
        this.bounds = bounds;
        this.forPeople = forPeople;
    }

    @Override
    public Outcome perform() {
        Answer answer = region.get(PATH).done();
        Json overview = answer.json();
        Judge judge = new Judge(bounds);
        judge.read(overview);
        String reasons = judge.reasons();
        List<String> text = forPeople
                ? region.get(PATH + "?format=text").done().body().lines().toList()
                : List.of();
        String realm = overview.at("realm").orUnknown() + ": ";
        return new Outcome(
                judge.ending(),
                realm + (reasons.isEmpty() ? well(overview) : reasons),
                judge.figures(),
                text,
                answer.body());
    }

    private static String well(Json overview) {
        return "all regions are level as " + overview.at("region").orUnknown() + " sees them, "
                + overview.at("takeOver").at("bestRegion").orUnknown() + " could take over";
    }
}
