package io.multiregion.stories.traffic;

import io.multiregion.engine.peer.transport.HttpTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A process that sends one message as a region does, and prints what comes of it. */
final class Courier {

    private Courier() {}

    /** @param arguments the base URL of the recipient, and what goes ahead of the message */
    public static void main(String[] arguments) {
        try {
            var answer = new HttpTransport(true)
                    .exchange(URI.create(arguments[0]), arguments[1], "message".getBytes(), Duration.ofSeconds(20));
            System.out.println("answer: " + new String(answer, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            System.out.println("failure: " + e.getMessage());
        }
    }
}
