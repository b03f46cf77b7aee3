package io.multiregion.engine.receive.ask;

/**
 * What is done about messages that ask something.
 *
 * @param stream of HEARTBEAT
 * @param streams of HEARTBEATS
 * @param rows of DIGEST
 * @param divergences of DIVERGENCES
 * @param readiness of READINESS
 * @param tokens of PROBE
 */
public record AskActs(
        HearStream stream,
        HearStreams streams,
        CompareRows rows,
        GiveDivergences divergences,
        TellReadiness readiness,
        ProveTokens tokens) {}
