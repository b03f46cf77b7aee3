package io.multiregion.key.pkcs11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PrintedTextTest {

    @Test
    void othersPrintOn() {
        PrintStream before = System.out;
        java.io.ByteArrayOutputStream others = new java.io.ByteArrayOutputStream();
        System.setOut(new PrintStream(others, true));
        PrintStream theirs = System.out;
        try {
            String text = PrintedText.by(() -> {
                System.out.print("mine");
                Thread other = new Thread(() -> System.out.print("theirs"));
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertEquals("mine", text);
            assertEquals("theirs", others.toString());
            assertSame(theirs, System.out);
        } finally {
            System.setOut(before);
        }
    }
}
