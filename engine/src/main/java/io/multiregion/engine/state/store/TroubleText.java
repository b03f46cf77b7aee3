package io.multiregion.engine.state.store;

import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A trouble as it stands in a column: JSON. */
final class TroubleText {

    private TroubleText() {}

    /** Null for none. */
    static String of(Trouble trouble) {
        return trouble == null ? null : new String(Json.bytes(trouble), StandardCharsets.UTF_8);
    }

    /** Null for none. What can't be read is shown as it stands. */
    static Trouble read(String text) {
        if (text == null) {
            return null;
        }
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8), Trouble.class);
        } catch (IOException e) {
            return Trouble.of(Remedy.CHANGE_IN_COPY, text);
        }
    }
}
