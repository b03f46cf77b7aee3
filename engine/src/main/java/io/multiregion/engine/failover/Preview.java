package io.multiregion.engine.failover;

import io.multiregion.engine.message.Finding;
import java.util.List;

/**
 * What a failover to the region that is asked would mean now.
 *
 * @param region the region that is asked
 * @param appliedPosition what it has, as {@code epoch:sequence}
 * @param heardPosition the last position heard of from the primary
 * @param ageMillis how old, when the primary was last heard of, the last state was that is known to be whole
 * @param silentMillis how long the primary has been silent
 * @param rules what the safety rules find
 * @param refusedBy the rules that would refuse
 */
public record Preview(
        String region,
        String appliedPosition,
        String heardPosition,
        long ageMillis,
        long silentMillis,
        List<Finding> rules,
        List<String> refusedBy) {}
