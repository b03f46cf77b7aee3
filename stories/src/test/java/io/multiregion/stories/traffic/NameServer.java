package io.multiregion.stories.traffic;

import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** BIND on the loopback address, with one zone that whoever has the key may update. */
final class NameServer implements AutoCloseable {

    static final String ZONE = "example.test";
    static final String KEY = "failover";
    static final String SECRET = "d2hvIGhhcyB0aGlzIGtleSBtYXkgdXBkYXRlIGl0ISEh";
    /** Known to the server, but it may not update the zone. */
    static final String OTHER_KEY = "reader";

    private static final String CONFIGURATION = """
            options {
              directory "%1$s"; pid-file "%1$s/named.pid"; session-keyfile "%1$s/session.key";
              listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
              recursion no; dnssec-validation no; notify no;
            };
            controls {};
            key "failover" { algorithm hmac-sha256; secret "%3$s"; };
            key "reader" { algorithm hmac-sha256; secret "%3$s"; };
            zone "example.test" { type primary; file "example.test.zone"; allow-update { key failover; }; };
            """;

    private static final String RECORDS = """
            $TTL 30
            @ IN SOA ns.example.test. admin.example.test. 1 3600 600 86400 30
            @ IN NS ns.example.test.
            ns IN A 127.0.0.1
            login IN A 192.0.2.1
            busy IN TXT "taken"
            """;

    private final int port = Ports.free();
    private final Process process;

    private NameServer(Path directory) throws IOException {
        Files.writeString(directory.resolve("named.conf"), CONFIGURATION.formatted(directory, port, SECRET));
        Files.writeString(directory.resolve("example.test.zone"), RECORDS);
        process = new ProcessBuilder(
                        Program.of("named", "bind9").toString(),
                        "-g",
                        "-c",
                        directory.resolve("named.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("named.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts in an empty directory, and waits until it answers. */
    static NameServer start(Path directory) {
        try {
            var server = new NameServer(directory);
            Await.upTo(Duration.ofSeconds(30), "named answers").until(() -> {
                if (!server.process.isAlive()) {
                    throw new AssertionError("named ended:\n" + Files.readString(directory.resolve("named.log")));
                }
                return !server.lookUp("ns." + ZONE, Type.A).isEmpty();
            });
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** What the records of a name say. */
    List<String> lookUp(String name, int type) {
        return records(name, type).stream().map(Record::rdataToString).sorted().toList();
    }

    List<Record> records(String name, int type) {
        try {
            var resolver = new SimpleResolver("127.0.0.1");
            resolver.setPort(port);
            resolver.setTimeout(Duration.ofSeconds(5));
            var answer = resolver.send(
                    Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN)));
            if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
                throw new IllegalStateException("The name server answered " + Rcode.string(answer.getRcode()));
            }
            return answer.getSection(Section.ANSWER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
