package io.multiregion.command.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON as RFC 8259 has it, and nothing else. */
final class JsonReader {

    /** What nests deeper is no answer of a region. */
    private static final int DEEPEST = 64;

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?");

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    Object whole() {
        Object value = value(0);
        blanks();
        if (at < text.length()) {
            throw unexpected("nothing more");
        }
        return value;
    }

    private Object value(int depth) {
        if (depth >= DEEPEST) {
            throw unexpected("less depth");
        }
        blanks();
        char first = at < text.length() ? text.charAt(at) : 0;
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        if (isNext('}')) {
            return members;
        }
        do {
            blanks();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw unexpected("a name");
            }
            String name = string();
            if (!isNext(':')) {
                throw unexpected("a colon");
            }
            members.put(name, value(depth + 1));
        } while (isNext(','));
        if (!isNext('}')) {
            throw unexpected("the end of an object");
        }
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> items = new ArrayList<>();
        at++;
        if (isNext(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
        } while (isNext(','));
        if (!isNext(']')) {
            throw unexpected("the end of an array");
        }
        return items;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char each = text.charAt(at);
            if (each == '"') {
                at++;
                return string.toString();
            }
            if (each < ' ') {
                break;
            }
            string.append(each == '\\' ? escaped() : each);
        }
        throw unexpected("the end of a text");
    }

    private char escaped() {
        at++;
        char kind = at < text.length() ? text.charAt(at) : 0;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> byNumber();
            default -> throw unexpected("an escape");
        };
    }

    private char byNumber() {
        int digits = at + 1;
        if (digits + 4 > text.length() || !text.substring(digits, digits + 4).matches("[0-9a-fA-F]{4}")) {
            throw unexpected("four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(digits, digits + 4), 16);
    }

    private Object word(String word, Object meaning) {
        if (!text.startsWith(word, at)) {
            throw unexpected(word);
        }
        at += word.length();
        return meaning;
    }

    private BigDecimal number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw unexpected("a value");
        }
        at = number.end();
        return new BigDecimal(number.group());
    }

    private boolean isNext(char wanted) {
        blanks();
        boolean next = at < text.length() && text.charAt(at) == wanted;
        at += next ? 1 : 0;
        return next;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException unexpected(String expected) {
        return new JsonException("no JSON: " + expected + " was expected at character " + at);
    }
}
