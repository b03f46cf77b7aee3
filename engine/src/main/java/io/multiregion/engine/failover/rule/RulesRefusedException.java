package io.multiregion.engine.failover.rule;

import io.multiregion.engine.message.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Safety rules speak against moving the primary role; nothing was changed. */
public final class RulesRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    RulesRefusedException(List<Finding> findings) {
        super(findings.stream()
                .map(finding -> finding.rule() + ": " + finding.detail())
                .collect(Collectors.joining("; ")));
        this.findings = findings;
    }

    /** The rules that fail, with what to do. */
    public List<Finding> findings() {
        return findings;
    }
}
