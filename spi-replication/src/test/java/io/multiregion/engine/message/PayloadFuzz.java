package io.multiregion.engine.message;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trusted region could send as a payload, in a good seal. The first byte says which kind of payload the rest is. Nothing but an
 * {@link IOException} may come out.
 */
public final class PayloadFuzz {

    private PayloadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (input[0]) {
                case 'b' -> BatchReader.read(rest);
                case 'o' -> Json.read(rest, Order.class);
                case 'h' -> Json.read(rest, Heartbeats.class);
                case 't' -> Json.read(rest, Terms.class);
                case 'a' -> Json.read(rest, Answer.class);
                case 'd' -> Json.read(rest, Taken.class);
                case 'p' -> Json.read(rest, Probe.class);
                case 'q' -> Json.read(rest, Question.class);
                default -> {}
            }
        } catch (IOException e) {
            // refused, as it has to be
        }
    }

    /** What to begin with. */
    public static Map<String, byte[]> seeds() throws IOException {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("batch", at('b', batch()));
        seeds.put("order", at('o', Json.bytes(new Order(1, 2, "acme", "https://eu", "ACTIVE", "acme"))));
        seeds.put(
                "heartbeats",
                at(
                        'h',
                        Json.bytes(new Heartbeats(List.of(new Heartbeats.Stream(
                                "acme",
                                "0123456789abcdef0123456789abcdef",
                                1,
                                new Position(1, 2),
                                new Heartbeat(3, 4, 5)))))));
        seeds.put(
                "terms",
                at(
                        't',
                        Json.bytes(new Terms(
                                1,
                                2,
                                "https://eu",
                                List.of(new Terms.Holder("eu", "https://eu", "ACTIVE", true)),
                                List.of(new Terms.Reign(1, "eu", 7)),
                                "{}",
                                true,
                                true))));
        seeds.put("answer", at('a', Json.bytes(Answer.gap("build on 1:3", "cursor"))));
        seeds.put("taken", at('d', Json.bytes(new Taken(List.of("a", "b")))));
        seeds.put("question", at('q', Json.bytes(Question.next(Kind.USER, "a", 3))));
        seeds.put("probe", at('p', Json.bytes(new Probe(List.of("token")))));
        return seeds;
    }

    private static byte[] batch() throws IOException {
        BatchWriter writer = new BatchWriter(new Batch("cut", 1, 2, null, "cursor", List.of(), List.of()));
        writer.change(new ResourceKey(Kind.values()[0], "id"), 5);
        writer.startSection("USER_ENTITY/USER", List.of("ID", "N", "B", "X", "D", "Z"), List.of("a", "b"));
        writer.row(new Object[] {"a", 7L, true, new byte[] {1, 2, 3}, new BigDecimal("1.25"), null});
        writer.row(new Object[] {"b".repeat(300), -1L, false, new byte[300], BigDecimal.ONE, "\u20ac"});
        writer.endSection();
        return writer.finish();
    }

    private static byte[] at(char kind, byte[] rest) {
        byte[] input = new byte[rest.length + 1];
        input[0] = (byte) kind;
        System.arraycopy(rest, 0, input, 1, rest.length);
        return input;
    }
}
