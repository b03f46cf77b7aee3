package io.multiregion.engine.operate.view;

import io.multiregion.engine.message.Finding;
import java.util.List;

/**
 * Whether a replica could take over now.
 *
 * @param region the region that holds it
 * @param ready whether no safety rule speaks against it
 * @param warnings what speaks against nothing, and should be known before a move
 * @param rules what the rules find
 */
public record ReadinessRepresentation(String region, boolean ready, List<String> warnings, List<Finding> rules) {

    public static ReadinessRepresentation of(String region, List<Finding> rules) {
        return new ReadinessRepresentation(
                region,
                rules.stream().allMatch(Finding::holds),
                rules.stream().flatMap(rule -> rule.warnings().stream()).toList(),
                rules);
    }
}
