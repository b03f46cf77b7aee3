package io.multiregion.command.act;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a move.
 *
 * @param to the region that is to be primary; absent for the one that is asked
 * @param override the safety rules that are skipped
 * @param reason why; kept in the audit
 */
public record Wish(Optional<String> to, List<String> override, Optional<String> reason) {

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        to.ifPresent(region -> body.put("to", region));
        if (!override.isEmpty()) {
            body.put("override", override);
        }
        reason.ifPresent(why -> body.put("reason", why));
        return body;
    }
}
