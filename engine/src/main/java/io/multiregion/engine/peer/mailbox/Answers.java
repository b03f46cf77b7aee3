package io.multiregion.engine.peer.mailbox;

import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers in one object: each as the id of the parcel, its length, and what was said. */
final class Answers {

    private Answers() {}

    static byte[] bytes(Map<String, Said> answers) {
        List<byte[]> all = new ArrayList<>();
        answers.forEach((id, said) -> {
            byte[] bytes = said.bytes();
            all.add(ByteBuffer.allocate(Parcel.ID + Integer.BYTES + bytes.length)
                    .put(id.getBytes(StandardCharsets.US_ASCII))
                    .putInt(bytes.length)
                    .put(bytes)
                    .array());
        });
        ByteBuffer together =
                ByteBuffer.allocate(all.stream().mapToInt(one -> one.length).sum());
        all.forEach(together::put);
        return together.array();
    }

    /** Reads {@link #bytes} that anybody may have written. */
    static Map<String, Said> of(byte[] bytes) throws IOException {
        Map<String, Said> answers = new LinkedHashMap<>();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        while (from.hasRemaining()) {
            String id = Parcel.id(from);
            int length = from.remaining() < Integer.BYTES ? -1 : from.getInt();
            if (length < Short.BYTES || length > from.remaining()) {
                throw new IOException("answers in a mailbox have a part of " + length + " bytes");
            }
            byte[] said = new byte[length];
            from.get(said);
            answers.put(id, Said.of(ByteBuffer.wrap(said)));
        }
        return answers;
    }
}
