package io.multiregion.engine.database;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * H2 2.4. It has no shared row locks: writers of one realm queue for the last moment before their commit. It keeps its selectivity
 * figures by itself.
 */
final class H2Dialect extends StandardDialect {

    private static final String IN_SCHEMA = "(?:\"?[\\w$]+\"?\\.)?\"?";
    private static final String NAME = "([\\w$]{1,128})\"?";
    private static final Pattern UNIQUE = Pattern.compile(
            "^[^\"]*\"" + IN_SCHEMA + NAME + "(?: INDEX " + IN_SCHEMA + "[\\w$]+\"?)? ON " + IN_SCHEMA + NAME + "\\(");
    private static final Pattern REFERENCE =
            Pattern.compile("^[^\"]*\"\"?" + NAME + ": " + IN_SCHEMA + NAME + " FOREIGN KEY");
    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern CHECK = Pattern.compile("^[^\"]*\"\"?" + NAME + ": ");

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public boolean isNamed(String name) {
        return name.equals("h2");
    }

    @Override
    public int bindLimit() {
        return 32_000;
    }

    /** Its message has the names first, and values after them: only what has the form of a name is taken. */
    @Override
    Violation named(SQLException said, Violation.Rule rule) {
        Pattern form =
                switch (rule) {
                    case UNIQUE -> UNIQUE;
                    case REFERENCE -> REFERENCE;
                    case OTHER -> CHECK;
                    case VALUE, ALIKE -> NOTHING;
                };
        Matcher names = form.matcher(String.valueOf(said.getMessage()));
        if (!names.find()) {
            return super.named(said, rule);
        }
        Optional<String> table =
                names.groupCount() > 1 ? Optional.of(names.group(2).toUpperCase(Locale.ROOT)) : Optional.empty();
        return new Violation(rule, Optional.of(names.group(1)), table);
    }
}
