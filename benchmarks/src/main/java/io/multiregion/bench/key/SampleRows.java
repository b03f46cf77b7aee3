package io.multiregion.bench.key;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchWriter;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A full part of a first copy: users with a password each, as the product writes them. */
final class SampleRows {

    private static final List<String> USER = List.of(
            "ID",
            "EMAIL",
            "EMAIL_CONSTRAINT",
            "ENABLED",
            "FIRST_NAME",
            "LAST_NAME",
            "REALM_ID",
            "USERNAME",
            "CREATED_TIMESTAMP");
    private static final List<String> CREDENTIAL =
            List.of("ID", "TYPE", "USER_ID", "CREATED_DATE", "SECRET_DATA", "CREDENTIAL_DATA", "PRIORITY");

    private final Random random = new Random(7);
    private final String realm = id();

    byte[] part() throws IOException {
        var writer = new BatchWriter(new Batch("cut", 1, 2, Optional.empty(), List.of(), List.of()));
        writer.change(new ResourceKey(Kind.values()[0], realm), 5);
        while (!writer.isFull()) {
            var users = List.of(id(), id(), id(), id(), id(), id(), id(), id());
            writer.startSection("USER_ENTITY/USER", USER, users);
            for (var user : users) {
                writer.row(user(user));
            }
            writer.endSection();
            writer.startSection("CREDENTIAL/USER", CREDENTIAL, users);
            for (var user : users) {
                writer.row(credential(user));
            }
            writer.endSection();
        }
        return writer.finish();
    }

    private Object[] user(String id) {
        var name = "user-" + random.nextInt(1_000_000);
        var email = name + "@acme.test";
        return new Object[] {id, email, email, true, "First" + name, "Last" + name, realm, name, 1_800_000_000_000L};
    }

    private Object[] credential(String user) {
        return new Object[] {
            id(),
            "password",
            user,
            1_800_000_000_000L,
            "{\"value\":\"" + base64(32) + "\",\"salt\":\"" + base64(16) + "\",\"additionalParameters\":{}}",
            "{\"hashIterations\":5,\"algorithm\":\"argon2\",\"additionalParameters\":{\"hashLength\":[\"32\"],"
                    + "\"memory\":[\"7168\"],\"type\":[\"id\"],\"version\":[\"1.3\"],\"parallelism\":[\"1\"]}}",
            10L
        };
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String base64(int bytes) {
        var value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getEncoder().encodeToString(value);
    }
}
