package io.multiregion.engine.peer.carrier;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the first request of each connection and leaves that open; at the next one it ends it without a word (RST). */
final class ForgetfulProxy implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger dropped = new AtomicInteger();

    ForgetfulProxy() throws IOException {
        Thread doorman = new Thread(this::accept, "forgetful-proxy");
        doorman.setDaemon(true);
        doorman.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    int dropped() {
        return dropped.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = door.accept();
                Thread serving = new Thread(() -> serve(connection), "forgetful-proxy-connection");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            readRequest(in);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            if (in.read() >= 0) {
                dropped.incrementAndGet();
                connection.setSoLinger(true, 0);
            }
        } catch (IOException gone) {
            // the client has ended it
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        in.readNBytes(1);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
