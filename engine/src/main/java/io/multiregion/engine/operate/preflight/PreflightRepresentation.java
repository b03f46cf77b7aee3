package io.multiregion.engine.operate.preflight;

import io.multiregion.engine.message.Finding;
import java.util.List;

/**
 * What was found before a copy is begun.
 *
 * @param region the region that is to hold it
 * @param url the base URL that it is reached at
 * @param passed whether nothing speaks against it
 * @param findings what was looked at, in order; what could not be asked is left out
 */
public record PreflightRepresentation(String region, String url, boolean passed, List<Finding> findings) {

    static PreflightRepresentation of(String region, String url, List<Finding> findings) {
        return new PreflightRepresentation(
                region, url, findings.stream().allMatch(Finding::holds), List.copyOf(findings));
    }
}
