package io.multiregion.lab.demo;

import io.multiregion.lab.region.Region;
import java.io.PrintStream;

/** What the demo tells a person. */
final class Screen {

    private final PrintStream out;
    private long started;
    private boolean overwriting;
    private long shown = -1;

    Screen(PrintStream out) {
        this.out = out;
    }

    void step(String what) {
        started = System.nanoTime();
        out.println("» " + what);
    }

    /** How far a copy has come. Says nothing if that has not changed. */
    void progress(long copied, long total) {
        if (total > 0 && copied != shown) {
            shown = copied;
            overwriting = System.console() != null;
            int filled = (int) Math.min(30, 30 * copied / total);
            var bar = "#".repeat(filled) + ".".repeat(30 - filled);
            out.print((overwriting ? "\r" : "") + "  [" + bar + "] " + copied + " of " + total
                    + (overwriting ? "" : "\n"));
            out.flush();
        }
    }

    void done(String what) {
        if (overwriting) {
            out.println();
            overwriting = false;
        }
        out.printf("  %s (%.1f s)%n", what, (System.nanoTime() - started) / 1e9);
    }

    /** A line below what was done. */
    void detail(String what) {
        out.println("    " + what);
    }

    void problem(Throwable problem) {
        out.println("  Failed: " + problem.getMessage());
        if (problem.getCause() != null) {
            out.println("  because: " + problem.getCause());
        }
    }

    void goodbye(Region primary, Region secondary) {
        out.printf("""

                Both regions are running:
                  eu (primary)    %s/admin   log %s
                  us (secondary)  %s/admin   log %s
                Sign in as %s with the password %s. The realm is acme, its user alice has the password another-secret.
                Stop them with ./demo --stop
                """, primary.url(), primary.log(), secondary.url(), secondary.log(), Region.ADMIN, Region.PASSWORD);
    }
}
