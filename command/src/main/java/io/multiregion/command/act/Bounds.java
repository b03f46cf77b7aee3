package io.multiregion.command.act;

import io.multiregion.command.say.Ending;
import java.util.Locale;

/** How long a copy may be behind, or not heard of, in seconds: what takes as long is a warning, or critical. */
public record Bounds(long warning, long critical) {

    Ending of(long millis) {
        if (millis >= critical * 1000) {
            return Ending.CRITICAL;
        }
        return millis >= warning * 1000 ? Ending.WARNING : Ending.OK;
    }

    /** As a figure. */
    String figure(String name, long millis) {
        return String.format(Locale.ROOT, "%s=%.3fs;%d;%d;0", name, millis / 1000.0, warning, critical);
    }
}
