package io.multiregion.engine.divergence;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What people call a resource: its root row says so. */
final class ResourceName {

    private static final List<String> NAMES = List.of("USERNAME", "CLIENT_ID", "PROVIDER_ALIAS", "ALIAS", "NAME");

    private ResourceName() {}

    static Optional<String> of(Batch resource) {
        if (resource.sections().isEmpty()) {
            return Optional.empty();
        }
        Section root = resource.sections().get(0);
        return NAMES.stream()
                .mapToInt(root.columns()::indexOf)
                .filter(index -> index >= 0 && !root.rows().isEmpty())
                .mapToObj(index -> (String) root.rows().get(0)[index])
                .filter(Objects::nonNull)
                .findFirst();
    }
}
