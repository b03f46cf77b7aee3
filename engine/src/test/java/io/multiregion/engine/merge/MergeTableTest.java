package io.multiregion.engine.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.secret.SecretNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of merge rules in {@code docs/secondary.md} is that of the code: what it does not list is the primary's alone. */
final class MergeTableTest {

    private static final Path PAGE = Path.of("../docs/secondary.md");
    private static final List<OwnedTable> TABLES = Ownership.load().tables();

    @Test
    void theDocumentationHasAllRulesAndNoOthers() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## Rows that two regions write"));
        String written = section.lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n"));
        String coded = TABLES.stream()
                .filter(table -> !RowMerge.words(table).isEmpty())
                .map(table -> "| `" + table.name() + "` | " + String.join("; ", RowMerge.words(table)) + " |")
                .distinct()
                .collect(Collectors.joining("\n"));
        assertEquals(coded, written, "bring the table in docs/secondary.md up to date");
    }

    @Test
    void whatASecondaryMayWriteHasARule() {
        TABLES.stream()
                .filter(OwnedTable::back)
                .forEach(table -> assertFalse(RowMerge.words(table).isEmpty(), table.key()));
    }

    /** Or nobody could see which codes are left. */
    @Test
    void recoveryCodesAreHashesAndNotSealed() {
        assertFalse(SecretNames.isSecretCredential(CredentialRule.RECOVERY_CODES));
        assertTrue(SecretNames.isSecretCredential(CredentialRule.OTP));
    }
}
