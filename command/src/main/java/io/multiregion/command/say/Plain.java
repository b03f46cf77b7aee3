package io.multiregion.command.say;

/** What others wrote, made harmless for a terminal and for a monitoring system. */
public final class Plain {

    private Plain() {}

    /** One line: nothing in it moves the cursor, hides text, or begins figures, as a bar would. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> line.appendCodePoint(isShown(point) ? point : ' '));
        return line.toString().replace('|', '/').stripTrailing();
    }

    /** JSON for a terminal: what is not shown is written by its number. */
    public static String json(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(each -> {
            if (each == '\n' || Character.getType(each) == Character.SURROGATE || isShown(each)) {
                json.append((char) each);
            } else if (each != '\r' && each != '\t') {
                json.append(String.format("\\u%04x", each));
            }
        });
        return json.toString();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
