package io.multiregion.engine.region;

import io.multiregion.engine.apply.Copies;
import io.multiregion.engine.journal.gate.CapturedTransactions;
import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.mailbox.Mailbox;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.receive.ask.Probes;
import io.multiregion.engine.succession.LocalChecks;
import io.multiregion.engine.succession.Promoted;
import io.multiregion.engine.traffic.TrafficSwitch;
import java.util.Optional;

/**
 * What the engine asks of others. The contract of each stands at its type.
 *
 * @param copies the server's side of this region's copies
 * @param transactions the server's transactions that change what is captured
 * @param probes the server's keys of realms, tried
 * @param checks what only the server can know of whether this region may take over
 * @param jobs begins what only a primary runs; called on a thread of its own, and may take its time
 * @param transport carries messages to other regions
 * @param fetching calls other regions for messages that wait there
 * @param mailbox where messages lie between regions of which neither calls the other; empty if there is no such place
 * @param traffic sends users here
 */
public record Ports(
        Copies copies,
        CapturedTransactions transactions,
        Probes probes,
        LocalChecks checks,
        Promoted jobs,
        Transport transport,
        Fetching fetching,
        Optional<Mailbox.Place> mailbox,
        TrafficSwitch traffic) {

    Ports with(Copies other) {
        return new Ports(other, transactions, probes, checks, jobs, transport, fetching, mailbox, traffic);
    }
}
