package io.multiregion.stories.traffic;

import io.multiregion.engine.peer.carrier.HttpTransport;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.settings.Settings;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A process that sends one message as a region does, and prints what comes of it. */
final class Courier {

    private Courier() {}

    /** @param arguments the base URL of the recipient, what goes ahead of the message, and maybe a key store and its password */
    public static void main(String[] arguments) throws Exception {
        var network = HttpClient.newBuilder();
        if (arguments.length > 2) {
            network.sslContext(Settings.TlsKey.of(new File(arguments[2]), arguments[3].toCharArray())
                    .context());
        }
        try {
            var to = new Recipient("us", URI.create(arguments[0]));
            var answer = new HttpTransport(true, network)
                    .exchange(to, arguments[1], "message".getBytes(), Duration.ofSeconds(20));
            System.out.println("answer: " + new String(answer, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            System.out.println("failure: " + e.getMessage());
        }
    }
}
