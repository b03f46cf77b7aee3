package io.multiregion.bench.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects figures; prints remarks at once, and at the end a table and one line of JSON. */
public final class Report {

    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();

    public Report(PrintStream out) {
        this.out = out;
    }

    public void add(Figure figure) {
        figures.add(figure);
        out.println(line(figure));
    }

    /** A word on how something was measured, or a breakdown. */
    public void remark(String text, Object... values) {
        out.printf(Locale.ROOT, "  " + text + "%n", values);
    }

    public void finish() {
        out.println();
        out.printf(Locale.ROOT, "%-36s %10s %10s %8s  %s%n", "figure", "ours", "peer", "ratio", "aim");
        figures.forEach(figure -> out.println(line(figure)));
        out.println();
        out.println(json());
    }

    private static String line(Figure figure) {
        return String.format(
                Locale.ROOT,
                "%-36s %10.2f %10s %8s  %s",
                figure.name(),
                figure.value(),
                orNone("%.2f", figure.peer()),
                orNone("%.3f", figure.ratio()),
                figure.aim());
    }

    private static String orNone(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        for (var figure : figures) {
            json.putObject(figure.name())
                    .put("value", rounded(figure.value()))
                    .put("peer", rounded(figure.peer()))
                    .put("ratio", rounded(figure.ratio()))
                    .put("aim", figure.aim());
        }
        return json;
    }

    private static BigDecimal rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(new MathContext(4)) : null;
    }
}
