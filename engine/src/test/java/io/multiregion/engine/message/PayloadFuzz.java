package io.multiregion.engine.message;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.message.batch.BatchWriter;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.seal.header.MessageType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trusted region could send as a payload, in a good seal. The first byte says which kind of payload the rest is. Nothing but an
 * {@link IOException} may come out.
 */
public final class PayloadFuzz {

    private PayloadFuzz() {}

    /** Has the classes loaded and instrumented before the clock runs: on a busy machine that takes longer than an input may. */
    public static void fuzzerInitialize() throws Exception {
        for (byte[] seed : seeds().values()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (input[0]) {
                case 'b' -> BatchReader.read(rest);
                case 'a' -> Messages.answer(rest);
                default -> request(input[0], rest);
            }
        } catch (IOException e) {
            // refused, as it has to be
        }
    }

    private static void request(byte kind, byte[] payload) throws IOException {
        MessageType type = MessageType.ofCode(kind - 'A');
        switch (type) {
            case BATCH, RETURN, REPLY, PASS, FETCH, UNKNOWN -> {}
            default -> Messages.request(type, payload);
        }
    }

    /** What to begin with: one of each kind of payload. */
    public static Map<String, byte[]> seeds() throws IOException {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("batch", at('b', batch()));
        for (Request request : SampleMessages.requests()) {
            seeds.put(
                    request.getClass().getName(),
                    at((char) ('A' + request.type().code()), Messages.bytes(request)));
        }
        for (Answer answer : SampleMessages.answers()) {
            seeds.put(answer.getClass().getName(), at('a', Messages.bytes(answer)));
        }
        return seeds;
    }

    private static byte[] batch() throws IOException {
        BatchWriter writer =
                new BatchWriter(new Batch("cut", 1, 2, Optional.of(new CopyStep("", "0:id")), List.of(), List.of()));
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
