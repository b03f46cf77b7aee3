package io.multiregion.key.pkcs11;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** What an action prints on the standard output from its own thread, instead of printing it. Other threads print on undisturbed. */
final class PrintedText {

    private static final Object ONE_AT_A_TIME = new Object();

    private PrintedText() {}

    static String by(Runnable action) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        synchronized (ONE_AT_A_TIME) {
            PrintStream before = System.out;
            System.setOut(new PrintStream(new OnlyFrom(Thread.currentThread(), text, before), true));
            try {
                action.run();
            } finally {
                System.out.flush();
                System.setOut(before);
            }
        }
        return text.toString(Charset.defaultCharset());
    }

    private static final class OnlyFrom extends OutputStream {

        private final Thread thread;
        private final OutputStream text;
        private final OutputStream others;

        OnlyFrom(Thread thread, OutputStream text, OutputStream others) {
            this.thread = thread;
            this.text = text;
            this.others = others;
        }

        @Override
        public void write(int letter) throws IOException {
            target().write(letter);
        }

        @Override
        public void write(byte[] letters, int from, int length) throws IOException {
            target().write(letters, from, length);
        }

        @Override
        public void flush() throws IOException {
            target().flush();
        }

        private OutputStream target() {
            return Thread.currentThread() == thread ? text : others;
        }
    }
}
