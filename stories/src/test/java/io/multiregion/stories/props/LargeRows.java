package io.multiregion.stories.props;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import java.util.HexFormat;
import java.util.Random;

/** One transaction that is too large for one message: its cut has several parts. */
public final class LargeRows {

    private static final int CLIENTS = 14;
    private static final int ATTRIBUTE_BYTES = 300_000;

    private LargeRows() {}

    /** Creates clients with long attributes in one request, more than eight megabytes of rows. */
    public static void create(Admin admin, String realm) {
        var random = new Random(11);
        var request = (ObjectNode) Json.of("{ifResourceExists:'FAIL'}");
        var clients = request.putArray("clients");
        for (int i = 0; i < CLIENTS; i++) {
            var value = new byte[ATTRIBUTE_BYTES];
            random.nextBytes(value);
            clients.addObject()
                    .put("clientId", "large-" + i)
                    .putObject("attributes")
                    .put("large", HexFormat.of().formatHex(value));
        }
        admin.post(realm + "/partialImport", request);
    }
}
