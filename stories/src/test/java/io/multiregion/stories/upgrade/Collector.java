package io.multiregion.stories.upgrade;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multiregion.lab.machine.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes what servers trace, by OTLP over HTTP, and reads of that protocol's messages what a story asks for. */
final class Collector implements AutoCloseable {

    /** A span. All ids are in hexadecimal; the parent is empty at the root of a trace. */
    record Span(String service, String name, String trace, String id, String parent) {}

    /** A field of a message in Google's wire format: its number, and its bytes unless it is a number itself. */
    private record Field(int number, ByteBuffer bytes) {

        static List<Field> of(ByteBuffer message) {
            var fields = new ArrayList<Field>();
            var in = message.duplicate();
            while (in.hasRemaining()) {
                long tag = varint(in);
                int number = (int) (tag >>> 3);
                switch ((int) (tag & 7)) {
                    case 0 -> varint(in);
                    case 1 -> in.position(in.position() + Long.BYTES);
                    case 2 -> fields.add(new Field(number, slice(in, (int) varint(in))));
                    case 5 -> in.position(in.position() + Integer.BYTES);
                    default -> throw new IllegalArgumentException("tag " + tag);
                }
            }
            return fields;
        }

        private static ByteBuffer slice(ByteBuffer in, int length) {
            var slice = in.slice(in.position(), length);
            in.position(in.position() + length);
            return slice;
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        /** The message in the first field of a number; an empty one if there is none. */
        static ByteBuffer first(ByteBuffer message, int number) {
            return all(message, number).stream().findFirst().orElse(ByteBuffer.allocate(0));
        }

        static List<ByteBuffer> all(ByteBuffer message, int number) {
            return of(message).stream()
                    .filter(field -> field.number() == number)
                    .map(Field::bytes)
                    .toList();
        }

        static String text(ByteBuffer message, int number) {
            return StandardCharsets.UTF_8.decode(first(message, number)).toString();
        }

        static String hex(ByteBuffer message, int number) {
            var bytes = first(message, number);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return HexFormat.of().formatHex(copy);
        }
    }

    private final HttpServer server;
    private final Collection<Span> spans = new CopyOnWriteArrayList<>();

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
            var collector = new Collector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            read(ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** ExportTraceServiceRequest, its ResourceSpans, their ScopeSpans. */
    private void read(ByteBuffer request) {
        for (var resource : Field.all(request, 1)) {
            var service = service(Field.first(resource, 1));
            for (var scope : Field.all(resource, 2)) {
                for (var span : Field.all(scope, 2)) {
                    spans.add(new Span(
                            service, Field.text(span, 5), Field.hex(span, 1), Field.hex(span, 2), Field.hex(span, 4)));
                }
            }
        }
    }

    private static String service(ByteBuffer resource) {
        return Field.all(resource, 1).stream()
                .filter(attribute -> Field.text(attribute, 1).equals("service.name"))
                .map(attribute -> Field.text(Field.first(attribute, 2), 1))
                .collect(Collectors.joining());
    }

    /** All spans so far, by trace. */
    Collection<List<Span>> traces() {
        Map<String, List<Span>> byTrace = new TreeMap<>();
        spans.forEach(span -> byTrace.computeIfAbsent(span.trace(), trace -> new ArrayList<>())
                .add(span));
        return byTrace.values();
    }

    /** Those of ours. */
    @Override
    public String toString() {
        return traces().stream()
                .filter(trace -> trace.stream().anyMatch(span -> span.name().startsWith("multiregion")))
                .map(trace ->
                        String.join("\n ", trace.stream().map(Span::toString).toList()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
