package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What database products say differently is said by {@link Dialect}, and nowhere else. Allowed everywhere is what SQL-92 has and all
 * supported products take: joins, unions, sub-selects, {@code distinct}, {@code exists}, {@code case}, {@code coalesce}, {@code like},
 * {@code substring(x from n for m)}, {@code position(x in y)}, {@code count}, {@code min}, {@code max}, {@code order by}, and names of
 * columns behind an alias.
 */
class ProductWordsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/multiregion");
    private static final Path ALLOWED = SOURCES.resolve("engine/database");

    private static final Pattern TEXT = Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

    private static final Pattern WORDS = Pattern.compile(
            String.join(
                    "|",
                    // locks
                    "\\bfor (no key )?(update|share|key share)\\b",
                    "\\b(skip locked|nowait|lock table|lock in share mode|with \\((upd|row)lock)",
                    // pages
                    "\\blimit\\s*(\\?|\\d|:|\"$)",
                    "\\boffset\\s*(\\?|\\d)",
                    "\\bfetch (first|next)\\b",
                    "\\b(select top|rownum|rowid)\\b",
                    // writing what may be there
                    "\\bmerge into\\b",
                    "\\bon (conflict|duplicate key)\\b",
                    "\\breplace into\\b",
                    "\\breturning\\b(?= [A-Z*])",
                    // values
                    "\\b(greatest|least|ifnull|isnull|nvl|nvl2|decode|to_char|to_number|date_trunc|string_agg|group_concat"
                            + "|octet_length|regexp_\\w+|extract|substr|instr|concat|encode)\\s?\\((?=.*[?A-Z])",
                    "\\w::\\w",
                    "\\b(ilike|similar to|rlike|regexp)\\b",
                    "\\bnulls (first|last)\\b",
                    "\\bcollate\\b",
                    // clocks
                    "\\b(current_timestamp|localtimestamp|sysdate|systimestamp)\\b",
                    "\\b(now|getdate|clock_timestamp|statement_timestamp|dateadd|datediff)\\(\\)?",
                    "\\binterval '",
                    // catalogues and commands
                    "\\b(pg_\\w+|information_schema|sqlite_\\w+|dual)\\b",
                    "\\b(analyze|vacuum|explain|truncate|listen|notify|set local|set lock_timeout)\\b(?= [\\w\"\\\\])"),
            Pattern.CASE_INSENSITIVE);

    @Test
    void onlyTheDialectKnowsAProductsWords() throws IOException {
        List<String> found = new ArrayList<>();
        int texts = 0;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.startsWith(ALLOWED))
                    .toList()) {
                for (String text : texts(read(file))) {
                    texts++;
                    if (hasProductWord(text)) {
                        found.add(SOURCES.relativize(file) + ": " + text);
                    }
                }
            }
        }
        assertTrue(texts > 1000, "read " + texts + " texts");
        assertEquals("", String.join("\n", found), "say it in a word on Dialect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"select 1 from MR_LEASE where NAME = ? for update\"",
                "\" for update\"",
                "\" for share\"",
                "\"select 1 from T for update skip locked\"",
                "\" order by 1 limit ?\"",
                "\" limit \"",
                "\" fetch first 1 row only\"",
                "\"insert into T values (?) on conflict do nothing\"",
                "\"merge into T using S\"",
                "\" CONTROL = greatest(CONTROL, ?)\"",
                "\"EXPIRES_AT > current_timestamp - interval '3' second\"",
                "\"select ID::text from REALM\"",
                "\"NAME ilike ?\"",
                "\"order by A nulls last\"",
                "\"select relname from pg_class\"",
                "\"extract(epoch from A)\"",
                "\"analyze \\\"\"",
                "\"\"\"\n select 1\n from T for update\"\"\""
            })
    void aProductsWordIsFound(String code) {
        assertEquals(
                1, texts(code).stream().filter(ProductWordsTest::hasProductWord).count(), code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"look for updates of the page\"",
                "\"at most the limit of a file\"",
                "\"update MR_REALM set STATUS = ? where REALM_ID = ?\"",
                "\"case when A like 'x%' then substring(A from 3 for position(':' in A) - 1) end\"",
                "\"select coalesce(k.NAME, r.REALM_NAME) from MR_REALM r left join REALM k on k.ID = r.REALM_ID\""
            })
    void whatTheStandardHasIsNot(String code) {
        assertEquals(
                0, texts(code).stream().filter(ProductWordsTest::hasProductWord).count(), code);
    }

    private static boolean hasProductWord(String text) {
        return WORDS.matcher(text).find();
    }

    private static List<String> texts(String code) {
        // a quotation mark as a character begins no text
        return TEXT.matcher(code.replace("'\"'", "' '"))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
