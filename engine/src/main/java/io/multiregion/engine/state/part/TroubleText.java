package io.multiregion.engine.state.part;

import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A trouble as it is kept in a column: JSON. Null stands for none. */
public final class TroubleText {

    private TroubleText() {}

    public static String of(Trouble trouble) {
        return trouble == null ? null : new String(Json.bytes(trouble), StandardCharsets.UTF_8);
    }

    /** What {@link #of} has made; what it has not is shown as it stands. */
    public static Trouble read(String text) {
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
