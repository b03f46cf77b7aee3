package io.multiregion.replication.failover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a request says of the realm's issuer, as it is kept. */
final class Issuers {

    private Issuers() {}

    static String json(MoveRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("issuer", request.issuer());
        request.acceptedIssuers().forEach(json.putArray("acceptedIssuers")::add);
        json.put("acceptUntil", request.acceptUntil());
        return json.toString();
    }
}
