package io.multiregion.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Where it is read and written.
 *
 * @param person whether somebody sits there who can be asked
 */
record Terminal(InputStream in, PrintStream out, boolean person) {

    void say(String text) {
        out.print(text);
        out.flush();
    }

    /** What is typed in answer to a question; empty if nothing is. */
    String ask(String question) {
        say(question);
        try {
            String line = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Makes room for what is shown again and again. */
    void clear() {
        say(person ? "\u001b[H\u001b[2J" : "\n");
    }
}
