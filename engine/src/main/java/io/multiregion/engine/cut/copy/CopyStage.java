package io.multiregion.engine.cut.copy;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A step of a copy: some tables of one kind, gone through by the ids of the resources that have rows in {@code owners}.
 * The stages are in an order in which every row finds what it refers to already copied.
 *
 * @param tables those to read where nothing is there yet
 * @param tablesOver those to read where an older copy is: it may have rows of a resource in a table in which there are none any more
 */
record CopyStage(OwnedTable owners, List<OwnedTable> tables, List<OwnedTable> tablesOver) {

    private static final Set<String> TO_ITS_OWN_KIND = Set.of("COMPOSITE_ROLE", "ASSOCIATED_POLICY");

    static List<CopyStage> all(Catalogue catalogue) {
        List<CopyStage> stages = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<OwnedTable> tables = catalogue.ownership().of(kind);
            OwnedTable root = catalogue.ownership().root(kind);
            List<OwnedTable> witnesses = catalogue.ownership().witnesses(kind);
            if (witnesses.size() > 1) {
                // its root row may be missing: each table tells its own resources
                witnesses.forEach(table -> stages.add(new CopyStage(table, List.of(table), tables)));
            } else if (kind == Kind.ROLE || kind == Kind.AUTHORIZATION_POLICY) {
                // a composite refers to roles anywhere in the realm, a policy to others: all of the kind come first
                List<OwnedTable> composites = tables.stream()
                        .filter(table -> TO_ITS_OWN_KIND.contains(table.name()))
                        .toList();
                List<OwnedTable> others = tables.stream()
                        .filter(table -> !composites.contains(table))
                        .toList();
                stages.add(new CopyStage(root, others, others));
                stages.add(new CopyStage(root, composites, composites));
            } else {
                stages.add(new CopyStage(root, tables, tables));
            }
        }
        return List.copyOf(stages);
    }

    List<OwnedTable> tables(boolean over) {
        return over ? tablesOver : tables;
    }
}
