package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.succession.LocalChecks;
import io.multiregion.engine.vitals.Bulletin;
import java.time.Clock;

/**
 * What is done about messages that ask something.
 *
 * @param stream of HEARTBEAT
 * @param streams of HEARTBEATS
 * @param rows of DIGEST
 * @param divergences of DIVERGENCES
 * @param readiness of READINESS
 * @param tokens of PROBE
 * @param events of EVENTS
 */
public record AskActs(
        HearStream stream,
        HearStreams streams,
        CompareRows rows,
        GiveDivergences divergences,
        TellReadiness readiness,
        ProveTokens tokens,
        TakeEvents events) {

    /**
     * What is looked into for an answer.
     *
     * @param holders which regions hold which realm
     * @param consents whom this region's operators let lead
     * @param journal what has changed here
     * @param divergences what was deposed here
     * @param rows the rows of the copy
     * @param bulletin what regions say of themselves
     */
    public record Sources(
            Holders holders,
            Consents consents,
            Journal journal,
            Divergences divergences,
            RowQuestions rows,
            Bulletin bulletin) {}

    /**
     * @param checks what this region must have before it can lead
     * @param probes signs tokens here, to be checked there
     */
    public static AskActs of(
            String region, Connections connections, Clock clock, Sources sources, LocalChecks checks, Probes probes) {
        return new AskActs(
                new HearStream(region, connections, sources.journal(), clock),
                new HearStreams(connections, sources.holders(), sources.journal(), sources.bulletin(), clock),
                new CompareRows(region, connections, sources.rows()),
                new GiveDivergences(connections, sources.divergences()),
                new TellReadiness(region, sources.consents(), checks),
                new ProveTokens(probes),
                new TakeEvents(region, connections, clock));
    }
}
