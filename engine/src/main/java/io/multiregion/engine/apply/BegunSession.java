package io.multiregion.engine.apply;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * When a session began.
 *
 * @param offline which of the two sessions of that id
 * @param at in milliseconds since 1970
 */
record BegunSession(String session, boolean offline, long at) {

    /** The sessions that a region has. */
    static List<BegunSession> all(Batch resources) {
        List<BegunSession> begun = new ArrayList<>();
        for (Section section : resources.sections()) {
            if (section.table().equals("OFFLINE_USER_SESSION/SESSION")) {
                int session = section.columns().indexOf("USER_SESSION_ID");
                int flag = section.columns().indexOf("OFFLINE_FLAG");
                int seconds = section.columns().indexOf("CREATED_ON");
                section.rows()
                        .forEach(row -> begun.add(new BegunSession(
                                (String) row[session], "1".equals(row[flag]), 1000L * (Long) row[seconds])));
            }
        }
        return begun;
    }
}
