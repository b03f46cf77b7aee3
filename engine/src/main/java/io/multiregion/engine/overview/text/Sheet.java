package io.multiregion.engine.overview.text;

import java.util.function.Function;

/** Lines of text, some of them facts with a name, below each other. */
final class Sheet {

    private static final int NAMES = 38;

    private final StringBuilder text = new StringBuilder();

    Sheet line(String line) {
        text.append(Words.plain(line)).append('\n');
        return this;
    }

    Sheet blank() {
        text.append('\n');
        return this;
    }

    /** A line below another one. */
    Sheet item(String line) {
        text.append("  ").append(Words.plain(line)).append('\n');
        return this;
    }

    /** What is not known has no line. */
    <T> Sheet fact(String name, T value, Function<T, String> shown) {
        if (value != null) {
            text.append("  ")
                    .append(name)
                    .append(" ".repeat(Math.max(1, NAMES - name.length())))
                    .append(Words.plain(shown.apply(value)))
                    .append('\n');
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
